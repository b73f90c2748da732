package dev.pentimento.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pentimento.http.ProtectedServer.Connection;
import dev.pentimento.http.Refusals.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HttpProtectionTest {
    private static final String QUICK = "GET /quick HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void aBodyThatDripsIsCutOffWithTheReason() throws Exception {
        try (ProtectedServer server = ProtectedServer.start();
                Connection slow = server.connect()) {
            slow.send(post("Content-Type: application/json\r\nContent-Length: 900") + "{");
            await().pollInterval(Duration.ofMillis(300)).until(() -> !slow.isOpen());

            assertThat(server.refused(Reason.SLOW_REQUEST)).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatStopsIsAnsweredWith408() throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            assertThat(server.ask(post("Content-Type: application/json\r\nContent-Length: 900") + "{"))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("http.receive.timeout");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: "})
    void headersThatDripAreCutOff(String start) throws Exception {
        try (ProtectedServer server = ProtectedServer.start();
                Connection slow = server.connect()) {
            slow.send(start);
            await().pollInterval(Duration.ofMillis(300)).until(() -> !slow.isOpen());

            assertThat(server.refused(Reason.SLOW_REQUEST)).isEqualTo(1);
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 200 ").endsWith("quick");
        }
    }

    @Test
    void headersThatDripAfterARequestAreCutOffToo() throws Exception {
        try (ProtectedServer server = ProtectedServer.start();
                Connection slow = server.connect()) {
            slow.send("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(slow.read()).startsWith("HTTP/1.1 200 ");
            await().pollInterval(Duration.ofMillis(300)).until(() -> !slow.isOpen());

            assertThat(server.refused(Reason.SLOW_REQUEST)).isEqualTo(1);
        }
    }

    @Test
    void aSlowReaderHoldsNoThreadAndIsCutOff() throws Exception {
        List<Connection> slow = new ArrayList<>();
        try (ProtectedServer server = ProtectedServer.start()) {
            for (int i = 0; i < 10; i++) {
                Connection connection = server.connect().send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(connection.read()).startsWith("HTTP/1.1 200 ");
                slow.add(connection);
            }
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 200 ");
            await().until(() -> server.refused(Reason.SLOW_READER) >= 10);
            for (Connection connection : slow) {
                assertThat(connection.readToEnd().length()).isLessThan(ProtectedServer.LARGE);
                connection.close();
            }
        }
    }

    @Test
    void aLargeAnswerIsWhole() throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            String answer = server.ask("GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).contains("Content-Length: " + ProtectedServer.LARGE);
            assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(ProtectedServer.LARGE);
        }
    }

    @Test
    void requestsWaitForAThreadAndMoreAreRefusedButHealthIsAnswered() throws Exception {
        List<Connection> blocked = new ArrayList<>();
        try (ProtectedServer server = ProtectedServer.start(ProtectedServer.limits(Duration.ofSeconds(15)))) {
            for (int i = 0; i < 7; i++) {
                blocked.add(
                        server.connect().send("GET /blocked HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            }
            await().until(() -> server.refused(Reason.TOO_MANY_WAITING) == 1);
            assertThat(server.ask(HEALTH)).startsWith("HTTP/1.1 200 ");
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");

            server.released.countDown();
            List<String> answers = new ArrayList<>();
            for (Connection connection : blocked) {
                answers.add(connection.readToEnd().substring(9, 12));
                connection.close();
            }
            assertThat(answers)
                    .filteredOn(status -> status.equals("200"))
                    .as("two at once and four that waited")
                    .hasSize(6);
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void oneClientMayNotOpenAllConnections() throws Exception {
        List<Connection> idle = new ArrayList<>();
        HttpLimits limits = ProtectedServer.limits(Duration.ofSeconds(15));
        try (ProtectedServer server = ProtectedServer.start(limits)) {
            for (int i = 0; i < limits.clientConnections() + 5; i++) {
                idle.add(server.connect());
            }
            await().until(() -> server.refused(Reason.TOO_MANY_CONNECTIONS) == 5);

            try (Connection other = server.connect("127.0.0.2")) {
                assertThat(other.send(QUICK).readToEnd()).startsWith("HTTP/1.1 200 ");
            }
            for (Connection connection : idle) {
                connection.close();
            }
            await().until(() -> server.ask(QUICK).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void whenTheServerIsFullIdleConnectionsGiveWay() throws Exception {
        List<Connection> idle = new ArrayList<>();
        HttpLimits limits = ProtectedServer.limits(Duration.ofSeconds(15));
        try (ProtectedServer server = ProtectedServer.start(limits)) {
            for (int i = 0; i < limits.connections(); i++) {
                idle.add(server.connect("127.0.0." + (2 + i % 3)));
            }
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 200 ");
            assertThat(server.refused(Reason.TOO_MANY_CONNECTIONS)).isPositive();
            for (Connection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void aClientThatAsksTooOftenIsRefusedForAMoment() throws Exception {
        HttpLimits limits = new HttpLimits(
                List.of(),
                8_192,
                1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                60,
                40,
                2,
                4,
                1);
        String change = post("Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2") + "{}";
        try (ProtectedServer server = ProtectedServer.start(limits)) {
            String refused = "";
            for (int i = 0; i < 20 && refused.isEmpty(); i++) {
                String answer = server.ask(change);
                refused = answer.startsWith("HTTP/1.1 429 ") ? answer : "";
            }
            assertThat(refused).contains("Retry-After: 1");
            assertThat(server.ask(QUICK)).startsWith("HTTP/1.1 200 ");
            try (Connection other = server.connect("127.0.0.2")) {
                assertThat(other.send(change).readToEnd()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void eventStreamsAreBoundedAndASlowReaderOfOneIsCutOff() throws Exception {
        String events = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (ProtectedServer server = ProtectedServer.start();
                Connection slow = server.connect().send(events)) {
            EventStream stream = server.streams.take();
            sendOnAndOn(stream, "x".repeat(100_000));
            await().until(stream::isClosed);
            assertThat(server.refused(Reason.SLOW_READER)).isEqualTo(1);

            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Connection connection = server.connect().send(events);
                server.streams.take().send("hello", "{}", () -> {});
                assertThat(connection.read()).startsWith("HTTP/1.1 200 ");
                open.add(connection);
            }
            assertThat(server.ask(events)).startsWith("HTTP/1.1 503 ").contains("Retry-After: ");
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private static void sendOnAndOn(EventStream stream, String data) {
        stream.send("event", data, () -> sendOnAndOn(stream, data));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, 200",
        "127.0.0.1, LocalHost:1, 200",
        "127.0.0.1, 127.0.0.1:8080, 200",
        "127.0.0.1, [::1]:8080, 200",
        "127.0.0.1, 10.0.0.1, 421",
        "127.0.0.1, evil.example, 421",
        "127.0.0.1, 127.evil.example, 421",
        "127.0.0.1, page.example, 200",
        "0.0.0.0, page.example, 200",
        "0.0.0.0, 10.0.0.1:8080, 200",
        "0.0.0.0, evil.example, 421",
    })
    void onlyOwnNamesAreAnswered(String bind, String host, int status) throws Exception {
        try (ProtectedServer server = ProtectedServer.start(bind, named(List.of("page.example")))) {
            assertThat(server.ask(QUICK.replace("localhost", host))).startsWith("HTTP/1.1 " + status);
            assertThat(server.ask(HEALTH.replace("localhost", host))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aServerThatOthersReachTakesEveryNameUnlessSomeAreSet() throws Exception {
        try (ProtectedServer server = ProtectedServer.start("0.0.0.0", named(List.of()))) {
            assertThat(server.ask(QUICK.replace("localhost", "registry:8081"))).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-Fetch-Site: same-origin | 200",
                "Sec-Fetch-Site: none | 200",
                "Sec-Fetch-Site: cross-site | 403",
                "Sec-Fetch-Site: same-site | 403",
                "Origin: http://localhost:8080 | 200",
                "Origin: http://localhost:9999 | 403",
                "Origin: https://evil.example | 403",
                "Origin: https://page.example | 200",
                "Origin: null | 403",
                "Origin: http://[ | 403",
                "X-None: of these | 200",
            })
    void changesFromOtherSitesAreRefused(String header, int status) throws Exception {
        try (ProtectedServer server = ProtectedServer.start("127.0.0.1", named(List.of("page.example")))) {
            String request = "POST /echo HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n" + header
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
            assertThat(server.ask(request)).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type: application/json; charset=utf-8 | 200",
                "Content-Type: application/vnd.schemaregistry.v1+json | 200",
                "Content-Type: text/plain | 415",
                "Content-Type: application/x-www-form-urlencoded | 415",
                "X-None: of these | 415",
            })
    void aBodyMustSayThatItIsJson(String header, int status) throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            assertThat(server.ask(post(header + "\r\nConnection: close\r\nContent-Length: 2") + "{}"))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1001", "Content-Length: 99999999999", "Transfer-Encoding: chunked"})
    void aBodyHasALargestSize(String header) throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            String body = "3e9\r\n" + "x".repeat(1_001) + "\r\n0\r\n\r\n";
            assertThat(server.ask(post("Content-Type: application/json\r\n" + header) + body))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("http.max.body.bytes");
            assertThat(server.refused(Reason.BODY_TOO_LARGE)).isEqualTo(1);
        }
    }

    @Test
    void chunksArriveAsOneBody() throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            String chunks = "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
            assertThat(server.ask(post("Connection: close\r\nContent-Type: application/json\r\n"
                                    + "Transfer-Encoding: chunked")
                            + chunks))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere HTTP/1.1 | 404",
                "DELETE /quick HTTP/1.1 | 405",
                "POST /events HTTP/1.1 | 405",
                "GET /%zz HTTP/1.1 | 400",
                "GET /a/..;/b HTTP/1.1 | 400",
                "nonsense | 400",
                "GET /broken HTTP/1.1 | 500",
            })
    void errorsAreShortAndShowNoInsides(String line, int status) throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            assertThat(server.ask(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status)
                    .doesNotContain("Exception", "org.eclipse", "dev.pentimento", "inside");
        }
    }

    @Test
    void headersHaveALargestSize() throws Exception {
        try (ProtectedServer server = ProtectedServer.start()) {
            assertThat(server.ask(
                            "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(9_000) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431 ");
            assertThat(server.ask("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .startsWith("HTTP/1.1 414 ");
        }
    }

    private static HttpLimits named(List<String> names) {
        Duration time = Duration.ofSeconds(5);
        return new HttpLimits(names, 8_192, 1_000, time, time, time, 60, 40, 2, 4, 0);
    }

    private static String post(String headers) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
    }
}
