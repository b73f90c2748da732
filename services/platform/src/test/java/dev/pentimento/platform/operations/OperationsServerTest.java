package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private final Health health = new Health();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void readinessAndLivenessTellTheTruthOfTheMoment() throws IOException, InterruptedException {
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("no champion yet"));
        health.readiness("model", problem::get);
        try (OperationsServer server = OperationsServer.start("127.0.0.1", 0, metrics, health, config -> {})) {
            assertThat(get(server, "/health/ready").body()).contains("still starting", "no champion yet");
            health.started();
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/ready").body())
                    .contains("no champion yet")
                    .doesNotContain("starting");
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);

            problem.set(Optional.empty());
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);

            health.liveness("loop", () -> Optional.of("stopped"));
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aPartMayHaveBothChecksUnderOneName() {
        health.started();
        health.readiness("stream", () -> Optional.of("rebalancing"));
        health.liveness("stream", Optional::empty);
        assertThat(health.notReady()).containsEntry("stream", "rebalancing");
        assertThat(health.notLive()).isEmpty();
        health.remove("stream");
        assertThat(health.notReady()).isEmpty();
    }

    @Test
    void nobodyIsReadyBeforeEveryPartHasRegisteredNorWhenTheyGo() {
        assertThat(health.notReady()).containsEntry("process", "the service is still starting");
        assertThat(health.notLive()).isEmpty();
        health.readiness("stream", Optional::empty);
        health.started();
        assertThat(health.notReady()).isEmpty();
        health.stopping();
        health.remove("stream");
        assertThat(health.notReady()).containsEntry("process", "the service stops");
        assertThat(health.notLive()).isEmpty();
    }

    @Test
    void metricsAreInPrometheusTextFormat() throws IOException, InterruptedException {
        metrics.counter("pentimento.images").increment(3);
        try (OperationsServer server = OperationsServer.start("127.0.0.1", 0, metrics, health, config -> {})) {
            assertThat(get(server, "/metrics").body()).contains("pentimento_images_total 3.0");
        }
    }

    @Test
    void aPortInUseIsNamedWithTheReason() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() ->
                            OperationsServer.start("127.0.0.1", taken.getLocalPort(), metrics, health, config -> {}))
                    .withMessage("health and metrics cannot be served on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use");
        }
    }

    private static HttpResponse<String> get(OperationsServer server, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
