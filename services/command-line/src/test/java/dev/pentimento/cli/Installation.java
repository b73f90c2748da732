package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker and a real registry for the tests of a class; a topic prefix for each test keeps them apart. */
final class Installation implements BeforeAllCallback, AfterAllCallback {
    private DataDirectory data;
    private LocalBroker broker;
    private SchemaRegistryServer registry;

    @Override
    public void beforeAll(ExtensionContext context) {
        data = DataDirectory.ephemeral();
        broker = LocalBroker.start(data, 0);
        registry = new SchemaRegistryServer(
                new SchemaRegistrySettings("127.0.0.1", 0, SchemaRegistrySettings.DEFAULT_TOPIC, (short) 1),
                Map.of("bootstrap.servers", broker.bootstrapServers()));
        registry.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        registry.close();
        broker.close();
        data.close();
    }

    /** A connection to topics of that prefix, which are created. */
    Connection connect(String prefix) {
        Connection connection = Connection.of(PlatformSettings.from(Settings.of(Map.of(
                "kafka.bootstrap.servers", bootstrapServers(),
                "schema.registry.url", registryUrl(),
                "topic.prefix", prefix))));
        try (Admin admin = connection.clients().admin("test")) {
            connection.topics().createMissing(admin);
        }
        // The controller has made them; the broker may hear of it a moment later.
        Awaitility.await("the topics are there")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Topic.values())
                        .allSatisfy(topic ->
                                assertThat(connection.partitions(topic)).isNotEmpty()));
        return connection;
    }

    /** Runs the command against the topics of that prefix. */
    CommandRun run(String prefix, String... arguments) {
        return CommandRun.of(withConnection(prefix, arguments));
    }

    /** The same at a terminal. */
    CommandRun runInTerminal(String prefix, String... arguments) {
        return CommandRun.inTerminal(withConnection(prefix, arguments));
    }

    private String[] withConnection(String prefix, String... arguments) {
        List<String> connection = List.of(
                "--bootstrap-server", bootstrapServers(), "--schema-registry", registryUrl(), "--topic-prefix", prefix);
        return Stream.concat(Stream.of(arguments), connection.stream()).toArray(String[]::new);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return "http://127.0.0.1:" + registry.port();
    }
}
