package dev.pentimento.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that send or read slowly hold up nobody else, and cost the servers no threads. */
class SlowClientsIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Far more than the limits of the servers: the machine that runs this may stand still for a while. */
    private static final Duration CUT_OFF = Duration.ofMinutes(3);

    private static final int MORE_THREADS = 60;

    /** The slow clients and the others have one address here, and thus one rate. The limits are half the usual ones. */
    @RegisterExtension
    static final StackForTests STACK = new StackForTests(Settings.of(Map.of(
            "http.client.rate",
            "0",
            "http.receive.timeout",
            "PT5S",
            "http.send.timeout",
            "PT5S",
            "http.idle.timeout",
            "PT11S")));

    private final HttpClient http = HttpClient.newHttpClient();
    private int threadsBefore;

    @BeforeEach
    void countThreads() throws Exception {
        othersAreAnsweredWithinASecond();
        threadsBefore = threads();
    }

    @AfterEach
    void theThreadsAreGivenBack() {
        await("threads to return to " + threadsBefore)
                .atMost(Duration.ofMinutes(3))
                .until(() -> threads() <= threadsBefore + 8);
    }

    @Test
    void slowBodiesWithAValidToken() throws Exception {
        String start = "POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + STACK.get().token() + "\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{";
        holdUpNobodyAndAreCutOff(STACK.get().httpUrl(), start);
    }

    @Test
    void slowBodiesToTheRegistry() throws Exception {
        String start = "POST /subjects/slow/versions HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/vnd.schemaregistry.v1+json\r\nContent-Length: 10000\r\n\r\n{";
        holdUpNobodyAndAreCutOff(STACK.get().registryUrl(), start);
    }

    @Test
    void slowHeaders() throws Exception {
        holdUpNobodyAndAreCutOff(STACK.get().httpUrl(), "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    @Test
    void slowHeadersToTheRegistry() throws Exception {
        holdUpNobodyAndAreCutOff(STACK.get().registryUrl(), "GET /subjects HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }

    @Test
    void slowReadersOfLargeAnswers() throws Exception {
        String many = "GET /libraries/uplot/uPlot.esm.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200);
        try (SlowClients slow = SlowClients.open(STACK.get().httpUrl(), 30, many)) {
            // At first the server is busy with what it can still send them.
            await("others to be answered while they do not read")
                    .atMost(CUT_OFF)
                    .untilAsserted(this::othersAreAnsweredWithinASecond);
            assertThat(threads()).isLessThan(threadsBefore + MORE_THREADS);
            await("slow readers to be cut off")
                    .atMost(CUT_OFF)
                    .until(() -> !get(STACK.get().httpUrl() + "/metrics")
                            .contains("pentimento_http_refused_total{reason=\"slow_reader\"} 0.0"));
            othersAreAnsweredWithinASecond();
        }
    }

    @Test
    void aThousandEventStreams() throws Exception {
        String start = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        try (SlowClients streams = SlowClients.open(STACK.get().httpUrl(), 1_000, start)) {
            othersAreAnsweredWithinASecond();
            await("an answer to each stream")
                    .atMost(CUT_OFF)
                    .until(() -> streams.statusLines().stream().noneMatch(String::isEmpty));
            othersAreAnsweredWithinASecond();
            assertThat(streams.answers())
                    .allSatisfy(
                            answer -> assertThat(answer.startsWith("HTTP/1.1 200") || answer.startsWith("HTTP/1.1 503"))
                                    .as(answer)
                                    .isTrue())
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 503"))
                    .allSatisfy(answer -> assertThat(answer).contains("Retry-After: "));
            assertThat(threads()).isLessThan(threadsBefore + MORE_THREADS);
        }
        await("the streams to be given up")
                .atMost(CUT_OFF)
                .until(() -> get(STACK.get().httpUrl() + "/metrics").contains("pentimento_dashboard_open_pages 0.0"));
    }

    private void holdUpNobodyAndAreCutOff(String url, String start) throws Exception {
        try (SlowClients slow = SlowClients.open(url, 300, start).drip()) {
            othersAreAnsweredWithinASecond();
            assertThat(threads()).isLessThan(threadsBefore + MORE_THREADS);
            await("all to be cut off")
                    .atMost(CUT_OFF)
                    .untilAsserted(() -> assertThat(slow.answersOfOpen()).isEmpty());
            othersAreAnsweredWithinASecond();
        }
    }

    /** The median, so that a pause of this machine does not count. */
    private void othersAreAnsweredWithinASecond() throws Exception {
        for (String url : List.of(
                STACK.get().httpUrl() + "/health/live",
                STACK.get().httpUrl() + "/metrics",
                STACK.get().httpUrl() + "/api/v1/now",
                STACK.get().httpUrl() + "/",
                STACK.get().registryUrl() + "/subjects",
                STACK.get().registryUrl() + "/health")) {
            List<Duration> times = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                long begin = System.nanoTime();
                get(url);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
            }
            assertThat(times.stream().sorted().toList().get(2)).as(url).isLessThan(SECOND);
        }
    }

    private String get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
