package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.dashboard.DashboardService;
import dev.pentimento.dashboard.DashboardSettings;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Delivery;
import dev.pentimento.events.Notification;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.EventWriter;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The webhook is told of alarms at least once, whoever sends; operators acknowledge and mute. */
class AlarmsTest {
    @RegisterExtension
    private static final Installation INSTALLATION = new Installation();

    private final List<JsonNode> refused = new CopyOnWriteArrayList<>();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private HttpServer receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            boolean refuses = down;
            (refuses ? refused : taken).add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(refuses ? 503 : 204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    /** A page's service of its own, as in a container. */
    private final class Instance implements AutoCloseable {
        private final ServiceContext context;
        private final DashboardService service;

        Instance(String prefix) {
            Settings settings = Settings.of(Map.of(
                    "kafka.bootstrap.servers",
                    INSTALLATION.bootstrapServers(),
                    "schema.registry.url",
                    INSTALLATION.registryUrl(),
                    "topic.prefix",
                    prefix,
                    "notify.webhook",
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/?key=hidden"));
            context = ServiceContext.of(PlatformSettings.from(settings), new SimpleMeterRegistry(), new Health());
            service = new DashboardService(context, DashboardSettings.from(settings));
            service.start();
        }

        @Override
        public void close() {
            service.close();
            context.close();
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(120));
    }

    private List<String> told() {
        return taken.stream()
                .map(each -> each.get("kind").asText() + " " + each.get("event").asText())
                .toList();
    }

    private static List<Notification> outbox(Connection connection) {
        List<Notification> found = new ArrayList<>();
        try (TopicReader<Received<Notification>> reader =
                connection.reader(Topic.NOTIFICATIONS, Notification.class, Start.BEGINNING, unusable -> {})) {
            reader.readToEnd(received -> received.event().ifPresent(found::add));
        }
        return found;
    }

    @Test
    void theWebhookIsToldOnceAlthoughItWasDownAndAnotherInstanceTookOver() {
        String prefix = "webhook.";
        down = true;
        try (Connection connection = INSTALLATION.connect(prefix);
                EventWriter writer = new EventWriter(connection.clients(), connection.events(), "test")) {
            writer.write(Topic.MODEL_VERSIONS, "v", Samples.version("v", Stage.CHAMPION, Samples.NOON));
            try (Instance first = new Instance(prefix)) {
                assertThat(first).isNotNull();
                eventually()
                        .until(() -> outbox(connection).stream()
                                .anyMatch(each -> each.getSubject().equals("start")));
                writer.write(Topic.EMBEDDING_DRIFT, "d", Samples.drift(AlarmState.RAISED));
                eventually().until(() -> !refused.isEmpty());
            }
            down = false;
            try (Instance second = new Instance(prefix);
                    Instance third = new Instance(prefix)) {
                assertThat(second).isNotSameAs(third);
                eventually().until(() -> told().contains("DRIFT RAISED"));
                writer.write(Topic.DEAD_LETTERS, "x", Samples.deadLetter(new byte[3]));
                writer.write(Topic.MODEL_VERSIONS, "v", Samples.version("v", Stage.RETIRED, Samples.NOON));
                writer.write(
                        Topic.MODEL_VERSIONS, "w", Samples.version("w", Stage.CHAMPION, Samples.NOON.plusSeconds(9)));
                eventually().until(() -> told().containsAll(List.of("DEAD_LETTERS FOUND", "CHAMPION PROMOTED")));
                eventually()
                        .untilAsserted(() -> assertThat(outbox(connection))
                                .as("each message is concluded")
                                .filteredOn(each -> each.getDelivery() == Delivery.PENDING)
                                .extracting(Notification::getId)
                                .isSubsetOf(outbox(connection).stream()
                                        .filter(each -> each.getDelivery() != Delivery.PENDING)
                                        .map(Notification::getId)
                                        .toList()));
            }
            assertThat(refused)
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(each)
                            .as("the message of the instance that was closed")
                            .isEqualTo(taken.get(0)));
            assertThat(told()).doesNotHaveDuplicates();
        }
    }

    @Test
    void alarmsAreListedAcknowledgedAndMutedByCommands() {
        String prefix = "alarms.";
        try (Connection connection = INSTALLATION.connect(prefix);
                EventWriter writer = new EventWriter(connection.clients(), connection.events(), "test")) {
            assertThat(INSTALLATION.run(prefix, "alarms", "list").err()).contains("no drift alarm is open");
            writer.write(Topic.MODEL_VERSIONS, "v", Samples.version("v", Stage.CHAMPION, Samples.NOON));
            writer.write(Topic.EMBEDDING_DRIFT, "d", Samples.drift(AlarmState.RAISED));

            assertThat(INSTALLATION.run(prefix, "alarms", "list").out()).contains("ACKNOWLEDGED", "raised");
            CommandRun seen = INSTALLATION.run(
                    prefix, "alarms", "acknowledge", "a", "--by", "anna", "--note", "seen", "--for", "4h");
            assertThat(seen.exitCode()).as(seen.err()).isZero();
            assertThat(INSTALLATION.run(prefix, "alarms", "list").out()).contains("command line: anna until", ": seen");
            assertThat(INSTALLATION.run(prefix, "alarms", "acknowledge", "zzz").err())
                    .contains("no open alarm begins with 'zzz'; there are a");

            assertThat(INSTALLATION
                            .run(prefix, "alarms", "mute", "--kind", "dead-letters", "--for", "2h")
                            .out())
                    .startsWith("muted until ");
            assertThat(INSTALLATION.run(prefix, "alarms", "list", "--json").out())
                    .contains("\"kind\":\"DEAD_LETTERS\"", "\"acknowledgement\":{\"decidedBy\":\"command line: anna\"");
            assertThat(INSTALLATION
                            .run(prefix, "alarms", "unmute", "--source", "a")
                            .err())
                    .contains("nothing is muted for every kind of source a");
            assertThat(INSTALLATION
                            .run(prefix, "alarms", "unmute", "--kind", "dead-letters")
                            .exitCode())
                    .isZero();
            assertThat(INSTALLATION.run(prefix, "alarms", "list").out()).doesNotContain("muted");
        }
    }

    @Test
    void badValuesAreRefusedWithASentence() {
        assertThat(CommandRun.of("alarms", "mute", "--for", "900d").err()).contains("at most a year away");
        assertThat(CommandRun.of("alarms", "mute", "--for", "0s").err()).contains("must be in the future");
        assertThat(CommandRun.of("alarms", "mute", "--for", "1h", "--kind", "wind")
                        .err())
                .contains("'wind' is none of drift, accuracy, correction, champion, dead-letters")
                .doesNotContain("Exception", "dev.pentimento");
        assertThat(CommandRun.of("alarms", "mute").err()).contains("--for");
    }
}
