package dev.pentimento.schemas.wire;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * How records are written and read, with the setting names of Confluent's serializers.
 *
 * @param autoRegister registers an unknown schema at its first record
 * @param useLatestVersion writes records with the subject's latest schema; ignored with autoRegister
 * @param specificReader reads records into the generated class named in the writer's schema, otherwise into a {@code
 *     GenericRecord}
 * @param logicalTypes generic records hold {@code Instant}s and other Java types instead of numbers
 */
public record SerdeSettings(
        boolean autoRegister, boolean useLatestVersion, boolean specificReader, boolean logicalTypes) {
    public static final SerdeSettings DEFAULTS = new SerdeSettings(true, false, false, false);

    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";
    private static final String SPECIFIC_READER = "specific.avro.reader";
    private static final String LOGICAL_TYPES = "avro.use.logical.type.converters";
    private static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    private static final String STRATEGY = "subject.name.strategy";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(AUTO_REGISTER, BOOLEAN, true, MEDIUM, "Register unknown schemas when writing")
            .define(USE_LATEST, BOOLEAN, false, LOW, "Write with the subject's latest schema")
            .define(SPECIFIC_READER, BOOLEAN, false, LOW, "Read into generated classes")
            .define(LOGICAL_TYPES, BOOLEAN, false, LOW, "Generic records hold Java types such as Instant")
            .define(REMOVE_JAVA_PROPERTIES, BOOLEAN, true, LOW, "Must be true");

    public static SerdeSettings of(Map<String, ?> settings) {
        refuseOtherSubjects(settings, "key." + STRATEGY);
        refuseOtherSubjects(settings, "value." + STRATEGY);
        AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
        if (!config.getBoolean(REMOVE_JAVA_PROPERTIES)) {
            throw new ConfigException(REMOVE_JAVA_PROPERTIES, false, "allowed: true");
        }
        return new SerdeSettings(
                config.getBoolean(AUTO_REGISTER),
                config.getBoolean(USE_LATEST),
                config.getBoolean(SPECIFIC_READER),
                config.getBoolean(LOGICAL_TYPES));
    }

    private static void refuseOtherSubjects(Map<String, ?> settings, String name) {
        Object value = settings.get(name);
        String text = value instanceof Class<?> type ? type.getName() : String.valueOf(value);
        if (value != null && !text.endsWith(".TopicNameStrategy")) {
            throw new ConfigException(name, value, "allowed: TopicNameStrategy");
        }
    }
}
