package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.dashboard.DashboardService;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.operations.OperationsServer;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live page has no memory but the topics. */
class PageHistoryTest {
    private static final List<String> HISTORY = List.of(
            "quality",
            "drift",
            "alarms",
            "slices",
            "versions",
            "commands",
            "flips",
            "flips/counts",
            "map",
            "dead-letters");
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PREFIX = "history.";

    @RegisterExtension
    private static final Installation INSTALLATION = new Installation();

    @Test
    void theHistoryIsTheSameAfterARestart() throws Exception {
        try (Connection connection = INSTALLATION.connect(PREFIX);
                Producer<byte[], byte[]> producer = connection.clients().producer("test", Map.of())) {
            Story story = new Story(connection, producer);
            story.tell();

            Map<String, JsonNode> before = history();
            Map<String, JsonNode> after = history();

            assertThat(before.get("quality").path("windows")).hasSize(5);
            assertThat(before.get("quality").path("total").path("images").asLong())
                    .isEqualTo(40);
            assertThat(before.get("drift").path("windows")).hasSize(3);
            assertThat(before.get("alarms")).hasSize(1);
            assertThat(before.get("versions")).hasSize(2);
            assertThat(before.get("commands")).hasSize(1);
            assertThat(before.get("flips")).hasSize(1);
            assertThat(before.get("map").path("points").path("rows")).hasSize(2);
            assertThat(before.get("dead-letters").path("total").asLong()).isEqualTo(1);
            assertThat(after).isEqualTo(before);

            story.goesOn();

            assertThat(history().get("quality").path("windows")).hasSize(6);
        }
    }

    /** Every part of a page's service that is started, has read everything and is stopped. */
    private static Map<String, JsonNode> history() throws Exception {
        Settings settings = Settings.of(Map.of(
                "kafka.bootstrap.servers", INSTALLATION.bootstrapServers(),
                "schema.registry.url", INSTALLATION.registryUrl(),
                "topic.prefix", PREFIX));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Health health = new Health();
        try (ServiceContext context = ServiceContext.of(PlatformSettings.from(settings), metrics, health);
                DashboardService dashboard = new DashboardService(context, DashboardSettings.from(settings));
                OperationsServer server =
                        OperationsServer.start("127.0.0.1", 0, metrics, health, dashboard::addRoutes)) {
            dashboard.start();
            health.started();
            Awaitility.await("the page's service has read the topics")
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> health.notReady().isEmpty());
            Map<String, JsonNode> history = new TreeMap<>();
            for (String part : HISTORY) {
                JsonNode answer = get(server.port(), part);
                // The map counts what changed in a run of the service, and names the run.
                history.put(
                        part, answer.isObject() ? ((ObjectNode) answer).without(List.of("run", "sequence")) : answer);
            }
            return history;
        }
    }

    private static JsonNode get(int port, String part) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + part))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(part).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    /** A champion, a drift, a candidate, somebody's wish and a record that could not be used. */
    private record Story(Connection connection, Producer<byte[], byte[]> producer) {
        void tell() {
            write(Topic.MODEL_VERSIONS, "v", Samples.version("v", Stage.CHAMPION, BEGIN));
            write(Topic.MODEL_VERSIONS, "w", Samples.version("w", Stage.CANDIDATE, BEGIN.plusSeconds(90)));
            for (int minute = 0; minute < 5; minute++) {
                quality("all", minute, 0.9 - 0.1 * minute);
            }
            quality("source=camera", 4, 0.4);
            write(Topic.PREDICTION_QUALITY, "total", Samples.quality("all", null, 0.7, 0.8, Verdict.HELPS));
            for (int minute = 0; minute < 3; minute++) {
                drift(minute);
            }
            write(
                    Topic.MODEL_COMMANDS,
                    "c",
                    new ModelCommand(
                            "c",
                            CommandKind.PROMOTE,
                            "w",
                            "it is better",
                            "somebody",
                            BEGIN,
                            new CommandAnswer(false, "not yet", BEGIN),
                            false,
                            null,
                            null));
            Prediction flip = Samples.prediction("a", Samples.opinion("cat", 0.7f), Samples.opinion("dog", 0.6f));
            write(Topic.PREDICTIONS, "a", flip);
            write(
                    Topic.PREDICTIONS,
                    "a",
                    Prediction.newBuilder(flip)
                            .setImageId("b")
                            .setImage(new RecordPosition(1, 8L))
                            .setCorrected(flip.getOriginal())
                            .build());
            write(Topic.OUTCOMES, "a", Samples.outcome("a", "cat", "dog", "dog"));
            write(Topic.DEAD_LETTERS, "d", Samples.deadLetter(new byte[3]));
            producer.flush();
        }

        void goesOn() {
            quality("all", 5, 0.8);
            producer.flush();
        }

        private void quality(String slice, int minute, double accuracy) {
            write(
                    Topic.PREDICTION_QUALITY,
                    slice + minute,
                    Samples.quality(slice, BEGIN.plusSeconds(60L * minute), accuracy, 0.9, Verdict.UNDECIDED));
        }

        private void drift(int minute) {
            Instant start = BEGIN.plusSeconds(60L * minute);
            DriftWindow window = DriftWindow.newBuilder(Samples.drift(minute == 0 ? null : AlarmState.RAISED))
                    .setWindowStart(start)
                    .setWindowEnd(start.plusSeconds(60))
                    .build();
            write(Topic.EMBEDDING_DRIFT, "drift" + minute, window);
        }

        private void write(Topic topic, String key, SpecificRecord event) {
            producer.send(new ProducerRecord<>(
                    connection.topics().name(topic),
                    key.getBytes(StandardCharsets.UTF_8),
                    connection.events().write(topic, event)));
        }
    }
}
