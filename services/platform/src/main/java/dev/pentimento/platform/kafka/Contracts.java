package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.schemas.Evolution;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;

/**
 * Registers the schema of every topic before anything is written. Programs in other languages find the schemas in the
 * registry. A release that an installation's readers would not understand does not start.
 */
public final class Contracts {
    private Contracts() {}

    /**
     * Registers the schemas. Each must be fully compatible with every version of its subject (FULL_TRANSITIVE),
     * whatever level the registry itself checks, because readers and records of earlier releases are still in use.
     *
     * <p>The client caches the registry's answers: records with these schemas are written and read even while the
     * registry is unavailable.
     *
     * @param registry the client of the {@link Events} that will be written and read
     * @throws org.apache.kafka.common.errors.RetriableException if the registry does not answer
     * @throws KafkaException with the subject that is not compatible, and the reason; or with the names of the
     *     settings, if the registry refuses the credentials
     */
    public static void announce(PlatformSettings settings, Topics topics, SchemaRegistryClient registry) {
        announce(settings, topics, registry, EnumSet.allOf(Topic.class));
    }

    /** The same for only some topics: those that a service reads and writes. */
    public static void announce(
            PlatformSettings settings, Topics topics, SchemaRegistryClient registry, Set<Topic> needed) {
        boolean register = !"false".equals(settings.kafka().get("auto.register.schemas"));
        for (Topic topic : EnumSet.copyOf(needed)) {
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
            if (e.refusesCredentials()) {
                throw new KafkaException(
                        "the schema registry refuses the credentials, check the settings"
                                + " kafka.basic.auth.credentials.source and kafka.basic.auth.user.info, or"
                                + " kafka.bearer.auth.credentials.source and kafka.bearer.auth.token: "
                                + e.getMessage(),
                        e);
            }
            throw new KafkaException(
                    "the schema registry refuses " + subject + " in this release's version: " + e.getMessage(), e);
        }
    }

    private static void requireUnderstanding(SchemaRegistryClient registry, String subject, Schema schema) {
        for (int version : versions(registry, subject)) {
            List<String> obstacles =
                    Evolution.obstacles(registry.version(subject, version).schema(), schema);
            if (!obstacles.isEmpty()) {
                throw new KafkaException("version " + version + " of " + subject + " in the schema registry and this"
                        + " release are incompatible; use another topic.prefix or delete that version: "
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
