package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.schemas.Evolution;
import dev.pentimento.schemas.RegistryRefusedException;
import dev.pentimento.schemas.RegistrySettings;
import dev.pentimento.schemas.SchemaRegistryClient;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * Puts the schema of every topic into the registry before anything is written, so that programs in other languages find
 * there what to write and read, and an installation whose readers would not understand this release does not start.
 */
public final class Contracts {
    private Contracts() {}

    /**
     * Each schema must understand, and be understood by, every version that its subject has (FULL_TRANSITIVE), whatever
     * level the registry itself is set to: readers and records of former releases are still about.
     *
     * @throws KafkaException naming the subject that stands against it, and why
     */
    public static void announce(PlatformSettings settings, Topics topics) {
        SchemaRegistryClient registry = new SchemaRegistryClient(RegistrySettings.of(settings.kafka()));
        boolean register = !"false".equals(settings.kafka().get("auto.register.schemas"));
        for (Topic topic : Topic.values()) {
            announce(registry, topics.name(topic) + "-value", topic.schema(), register);
        }
    }

    private static void announce(SchemaRegistryClient registry, String subject, Schema schema, boolean register) {
        try {
            requireUnderstanding(registry, subject, schema);
            if (register) {
                registry.register(subject, schema);
            } else {
                registry.lookup(subject, schema);
            }
        } catch (RegistryRefusedException e) {
            throw new KafkaException(
                    "the schema registry refuses " + subject + " as this release has it: " + e.getMessage(), e);
        }
    }

    private static void requireUnderstanding(SchemaRegistryClient registry, String subject, Schema schema) {
        for (int version : versions(registry, subject)) {
            List<String> obstacles =
                    Evolution.obstacles(registry.version(subject, version).schema(), schema);
            if (!obstacles.isEmpty()) {
                throw new KafkaException("version " + version + " of " + subject + " in the schema registry and this"
                        + " release do not understand each other, use another topic.prefix or delete that version: "
                        + String.join("; ", obstacles));
            }
        }
    }

    private static List<Integer> versions(SchemaRegistryClient registry, String subject) {
        try {
            return registry.versions(subject);
        } catch (RegistryRefusedException e) {
            if (e.errorCode() == RegistryRefusedException.SUBJECT_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
