package dev.pentimento.cli.connection;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that connects to Kafka. They override environment variables, which override the file. */
public final class ConnectionOptions {
    /** Each setting of the registry client may have either name. */
    private static final List<String> REGISTRY_PREFIXES = List.of("kafka.", "kafka.schema.registry.");

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Address of a Kafka broker. Default: PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS, or 127.0.0.1:9092.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description =
                    "URL of the schema registry. Default: PENTIMENTO_SCHEMA_REGISTRY_URL, or http://127.0.0.1:8081.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "Prefix of all topic names. Default: PENTIMENTO_TOPIC_PREFIX, or none.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; those that begin with kafka. go to the Kafka clients."
                    + " Default: PENTIMENTO_CONFIG, or none.")
    private @Nullable Path config;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    private Rights rights = Rights.UNKNOWN;

    /** @throws dev.pentimento.platform.settings.SettingsException naming a setting that is unknown or invalid */
    public Connection connect() {
        // The command reports once that no broker answers; the client would repeat the message.
        LogSettings.expectBrokerToComeAndGo();
        Settings given = settings();
        PlatformSettings settings = PlatformSettings.from(impatient(given));
        rights = CommandRights.of(command(), new Topics(settings), given);
        return Connection.of(settings, rights);
    }

    /** Name without subcommands. */
    private String command() {
        String[] words = mixee.qualifiedName().split(" ");
        return words.length < 2 ? "" : words[1];
    }

    /** Explains which missing rights caused a failure. */
    Optional<MissingRightException> missingRight(Throwable failure) {
        return rights.missing(failure);
    }

    /** A person is waiting, so the registry has two attempts of eight seconds, unless the user's settings differ. */
    static Settings impatient(Settings settings) {
        Map<String, String> limits = new HashMap<>(Map.of(
                "http.connect.timeout.ms", "3000",
                "http.read.timeout.ms", "5000",
                "max.retries", "1"));
        limits.keySet()
                .removeIf(name -> REGISTRY_PREFIXES.stream()
                        .anyMatch(prefix -> settings.asMap().containsKey(prefix + name)));
        Map<String, String> added = new HashMap<>();
        limits.forEach((name, value) -> added.put("kafka.schema.registry." + name, value));
        return settings.with(added);
    }

    /** The settings from the file, the environment and these options combined. */
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
