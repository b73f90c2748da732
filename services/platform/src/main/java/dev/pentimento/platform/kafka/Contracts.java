package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.schemas.RegistryRefusedException;
import dev.pentimento.schemas.RegistrySettings;
import dev.pentimento.schemas.SchemaRegistryClient;
import org.apache.kafka.common.KafkaException;

/**
 * Puts the schema of every topic into the registry before anything is written, so that programs in other languages find
 * there what to write and read, and an installation whose readers would not understand this release does not start.
 */
public final class Contracts {
    private Contracts() {}

    /** @throws KafkaException naming the topic whose schema the registry refuses */
    public static void announce(PlatformSettings settings, Topics topics) {
        SchemaRegistryClient registry = new SchemaRegistryClient(RegistrySettings.of(settings.kafka()));
        boolean register = !"false".equals(settings.kafka().get("auto.register.schemas"));
        for (Topic topic : Topic.values()) {
            String subject = topics.name(topic) + "-value";
            try {
                if (register) {
                    registry.register(subject, topic.schema());
                } else {
                    registry.lookup(subject, topic.schema());
                }
            } catch (RegistryRefusedException e) {
                throw new KafkaException(
                        "the schema registry refuses " + subject + " as this release has it: " + e.getMessage(), e);
            }
        }
    }
}
