package dev.pentimento.schemas;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * How records are written and read, by the names that Confluent's serializers use.
 *
 * @param autoRegister a schema that its subject does not have is registered when its first record is written
 * @param useLatestVersion records are written as the subject's latest version has it; counts only without autoRegister
 * @param specificReader records are read into the generated class named as the writer's schema is, otherwise into a
 *     {@code GenericRecord}
 * @param logicalTypes generic records hold {@code Instant} and its like instead of numbers
 */
record SerdeSettings(boolean autoRegister, boolean useLatestVersion, boolean specificReader, boolean logicalTypes) {
    static final SerdeSettings DEFAULTS = new SerdeSettings(true, false, false, false);

    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";
    private static final String SPECIFIC_READER = "specific.avro.reader";
    private static final String LOGICAL_TYPES = "avro.use.logical.type.converters";
    private static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";
    private static final String STRATEGY = "subject.name.strategy";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(AUTO_REGISTER, Type.BOOLEAN, true, Importance.MEDIUM, "Register unknown schemas when writing")
            .define(USE_LATEST, Type.BOOLEAN, false, Importance.LOW, "Write as the subject's latest version has it")
            .define(SPECIFIC_READER, Type.BOOLEAN, false, Importance.LOW, "Read into generated classes")
            .define(LOGICAL_TYPES, Type.BOOLEAN, false, Importance.LOW, "Generic records hold Instant and its like")
            .define(REMOVE_JAVA_PROPERTIES, Type.BOOLEAN, true, Importance.LOW, "Always so; false is refused");

    static SerdeSettings of(Map<String, ?> settings) {
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
