package dev.pentimento.platform.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw settings by name. A name is the same in the file and in the environment: {@code embedding.max.images} in the file
 * is {@code PENTIMENTO_EMBEDDING_MAX_IMAGES} in the environment. The environment takes precedence. Each service checks
 * the names in its own sections (see {@link SettingsDefinition}), so one file may serve every service. The section
 * {@code kafka} is passed to the Kafka clients unchanged.
 */
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "PENTIMENTO_";

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final String KAFKA = "kafka.";

    /** Environment variables that are not settings, with the program that reads them. They cannot be set in a file. */
    public static final Map<String, String> PROCESS_VARIABLES = Collections.unmodifiableMap(new TreeMap<>(Map.of(
            "PENTIMENTO_CONFIG", "Properties file with settings, unless `--config` names one.",
            "PENTIMENTO_HOME", "Nothing reads it. It may name the folder of an installation.",
            "PENTIMENTO_IMAGE", "Container image that `docker-compose.yml` runs, instead of the one built here.",
            "PENTIMENTO_JAVA_OPTS", "Options that `./pentimento` passes to the Java virtual machine.",
            "PENTIMENTO_LOG", "Level of the log: `trace`, `debug`, `info`, `warn` or `error`.",
            "PENTIMENTO_LOG_FORMAT", "Format of the log: `text` or `json`.",
            "PENTIMENTO_TEST_DATA", "Folder with the data sets that some tests need.")));

    private static final Set<String> SECTIONS = Set.of(
            "dashboard",
            "device",
            "embedding",
            "engine",
            "evaluation",
            "http",
            "images",
            "inference",
            "kafka",
            "metrics",
            "model",
            "notify",
            "quality",
            "registry",
            "schema",
            "topic",
            "topics",
            "tracing",
            "trainer");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
        for (String name : values.keySet()) {
            if (!SECTIONS.contains(SettingsDefinition.section(name))) {
                throw new SettingsException("unknown setting " + name + ": settings begin with one of "
                        + String.join(", ", new TreeSet<>(SECTIONS)));
            }
        }
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    /**
     * Reads the file, if one is named, and then the environment, which takes precedence. {@link ServiceLinks} are
     * ignored.
     *
     * @throws SettingsException if the file cannot be read or a name is unknown
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new SettingsException("cannot read the settings file " + file + ": " + e.getMessage());
            }
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        environment.forEach((name, value) -> {
            if (!name.startsWith(ENVIRONMENT_PREFIX) || PROCESS_VARIABLES.containsKey(name)) {
                return;
            }
            if (ServiceLinks.contain(name, value)) {
                LOG.debug("ignored {}: it is not a setting; Kubernetes sets it for a Service", name);
            } else {
                values.put(settingName(name), value);
            }
        });
        return new Settings(values);
    }

    /** Every value by name, as configured. */
    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    /** These settings as environment variables, for a process that reads them with {@link #load}. */
    public Map<String, String> asEnvironment() {
        return values.entrySet().stream()
                .collect(Collectors.toMap(each -> variable(each.getKey()), Map.Entry::getValue));
    }

    /** These settings with some replaced, for example by the options of a command. */
    public Settings with(Map<String, String> replacements) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        merged.putAll(replacements);
        return new Settings(merged);
    }

    /**
     * The values of one service's settings.
     *
     * @throws SettingsException for an unknown name in one of the definition's sections
     */
    public SettingValues read(SettingsDefinition definition) {
        definition.requireKnown(values.keySet());
        return new SettingValues(values);
    }

    /** Properties of the Kafka clients: every name that begins with {@code kafka.}, without that prefix. */
    public Map<String, String> kafka() {
        return values.entrySet().stream()
                .filter(each -> each.getKey().startsWith(KAFKA))
                .collect(Collectors.toMap(each -> each.getKey().substring(KAFKA.length()), Map.Entry::getValue));
    }

    static String variable(String name) {
        return ENVIRONMENT_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static String settingName(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }
}
