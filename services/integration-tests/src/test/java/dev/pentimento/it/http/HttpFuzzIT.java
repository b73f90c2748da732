package dev.pentimento.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pentimento.http.HttpLimits;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Malformed requests to the page, the registry and a service that has health and metrics only. {@code -Dhttp.fuzz.cases=N}
 * sets how many each gets, {@code -Dhttp.fuzz.seed=N} which.
 */
class HttpFuzzIT {
    private static final int CASES = Integer.getInteger("http.fuzz.cases", 1_000);
    private static final long SEED = Long.getLong("http.fuzz.seed", 1);
    private static final Settings SETTINGS =
            Settings.of(Map.of("http.receive.timeout", "PT1S", "http.idle.timeout", "PT11S", "http.client.rate", "0"));

    @RegisterExtension
    static final StackForTests STACK = new StackForTests(SETTINGS);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void thePage() throws Exception {
        survives(STACK.get().httpUrl(), "/api/v1/now");
    }

    @Test
    void theRegistry() throws Exception {
        survives(STACK.get().registryUrl(), "/subjects");
    }

    @Test
    void healthAndMetrics() throws Exception {
        HttpLimits limits = PlatformSettings.from(SETTINGS).httpLimits();
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (OperationsServer server = OperationsServer.start(
                "127.0.0.1", 0, metrics, new Health(), new HttpProtection(limits, metrics), routes -> {})) {
            survives("http://127.0.0.1:" + server.port(), "/metrics");
        }
    }

    private void survives(String url, String path) throws Exception {
        assertThat(status(url + path)).isEqualTo(200);
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();

        Map<String, Integer> statuses = new HttpFuzz(url, SEED).run(CASES);

        System.out.println(CASES + " cases of seed " + SEED + " to " + url + ": " + statuses);
        assertThat(statuses).as("some are valid, some are refused").containsKeys("200", "400", "404");
        assertThat(status(url + path)).isEqualTo(200);
        assertThat(status(
                        url + "/health/live".substring(0, url.equals(STACK.get().registryUrl()) ? 7 : 12)))
                .isEqualTo(200);
        await("threads to return to " + threadsBefore)
                .atMost(Duration.ofMinutes(2))
                .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= threadsBefore + 8);
        await("the event streams to end")
                .atMost(Duration.ofMinutes(1))
                .until(() -> STACK.get()
                                .context()
                                .metrics()
                                .get("pentimento.dashboard.open.pages")
                                .gauge()
                                .value()
                        == 0);
    }

    private int status(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .statusCode();
    }
}
