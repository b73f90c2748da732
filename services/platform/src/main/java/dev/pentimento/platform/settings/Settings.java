package dev.pentimento.platform.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Raw settings by name. A name is the same in the file and in the environment: {@code embedding.max.batch} there,
 * {@code PENTIMENTO_EMBEDDING_MAX_BATCH} here; the environment wins. The first word of a name is its section. A section
 * belongs to one {@link ConfigDef}, so one file may serve every service, and each refuses what it does not know in its
 * own sections. The section {@code kafka} goes to the Kafka clients unchanged.
 */
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "PENTIMENTO_";
    private static final String KAFKA = "kafka.";

    /** Variables of the launcher and of logging, which are no settings. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "PENTIMENTO_CONFIG",
            "PENTIMENTO_HOME",
            "PENTIMENTO_JAVA_OPTS",
            "PENTIMENTO_LOG",
            "PENTIMENTO_LOG_FORMAT",
            "PENTIMENTO_TEST_DATA");

    private static final Set<String> SECTIONS = Set.of(
            "dashboard",
            "device",
            "embedding",
            "engine",
            "evaluation",
            "http",
            "kafka",
            "registry",
            "schema",
            "topic",
            "trainer");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = new TreeMap<>(values);
        for (String name : values.keySet()) {
            if (!SECTIONS.contains(section(name))) {
                throw new SettingsException("unknown setting " + name + ": settings begin with one of "
                        + String.join(", ", new java.util.TreeSet<>(SECTIONS)));
            }
        }
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(values);
    }

    /**
     * Reads the file, if one is named, and then the environment, which wins.
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
            if (name.startsWith(ENVIRONMENT_PREFIX) && !NOT_SETTINGS.contains(name)) {
                values.put(settingName(name), value);
            }
        });
        return new Settings(values);
    }

    /** Every value by name, as it was given. */
    public Map<String, String> asMap() {
        return Map.copyOf(values);
    }

    /** These settings with some of them replaced, as by the options of a command. */
    public Settings with(Map<String, String> replacements) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        merged.putAll(replacements);
        return new Settings(merged);
    }

    /**
     * The values of one definition, defaults filled in.
     *
     * @throws SettingsException for an invalid value, and for a name in one of the definition's sections that it does
     *     not know
     */
    public Map<String, Object> read(ConfigDef definition) {
        Set<String> known = definition.names();
        for (String name : values.keySet()) {
            boolean mine = known.stream().anyMatch(other -> section(other).equals(section(name)));
            if (mine && !known.contains(name)) {
                throw new SettingsException("unknown setting " + name + "; known here: "
                        + String.join(", ", new java.util.TreeSet<>(known)));
            }
        }
        try {
            return definition.parse(values);
        } catch (ConfigException e) {
            throw new SettingsException(String.valueOf(e.getMessage()));
        }
    }

    /** What goes to the Kafka clients: every name below {@code kafka.}, without that prefix. */
    public Map<String, String> kafka() {
        Map<String, String> below = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(KAFKA)) {
                below.put(name.substring(KAFKA.length()), value);
            }
        });
        return below;
    }

    private static String settingName(String variable) {
        return variable.substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static String section(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
