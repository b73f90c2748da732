package dev.pentimento.cli.connection;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to Kafka; each wins over the environment, and that over the file. */
public final class ConnectionOptions {
    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Kafka's brokers. PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS, or else 127.0.0.1:9092.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "The schema registry. PENTIMENTO_SCHEMA_REGISTRY_URL, or else http://127.0.0.1:8081.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What the names of the topics begin with. PENTIMENTO_TOPIC_PREFIX, or else nothing.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; what begins with kafka. goes to the Kafka clients."
                    + " PENTIMENTO_CONFIG, or else none.")
    private @Nullable Path config;

    /** @throws dev.pentimento.platform.settings.SettingsException naming a setting that is unknown or invalid */
    public Connection connect() {
        // A command says itself, once, that nobody answers.
        LogSettings.expectBrokerToComeAndGo();
        return Connection.of(PlatformSettings.from(settings()));
    }

    /** The file, the environment and these options as one. */
    public Settings settings() {
        Map<String, String> given = new HashMap<>();
        put(given, "kafka.bootstrap.servers", bootstrapServer);
        put(given, "schema.registry.url", schemaRegistry);
        put(given, "topic.prefix", topicPrefix);
        return Settings.load(config, System.getenv()).with(given);
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
