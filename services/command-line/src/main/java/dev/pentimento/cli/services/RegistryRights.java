package dev.pentimento.cli.services;

import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.registry.SchemaRegistrySettings;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/** The rights that the schema registry needs in Kafka. */
public final class RegistryRights {
    private RegistryRights() {}

    public static Rights of(Topics topics, SchemaRegistrySettings settings) {
        List<String> schemas = List.of(settings.topic());
        Rights reading = Rights.of("registry").topics(schemas, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
        return settings.readOnly()
                ? reading
                : topics.orCreated(reading.write(schemas)).transactionalId(settings.topic() + "-writer");
    }
}
