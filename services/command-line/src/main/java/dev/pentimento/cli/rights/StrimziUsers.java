package dev.pentimento.cli.rights;

import dev.pentimento.platform.rights.Right;
import dev.pentimento.platform.rights.Rights;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * The rights as Strimzi users. Strimzi's operator creates the topics that are defined as resources, so programs may
 * create only topics under their own prefix.
 */
final class StrimziUsers {
    private StrimziUsers() {}

    static String yaml(Rights program) {
        return """
            ---
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaUser
            metadata:
              name: %s
              labels: {strimzi.io/cluster: pentimento}
            spec:
              authentication: {type: scram-sha-512}
              authorization:
                type: simple
                acls:
            """.formatted(RightsCommand.user(program))
                + program.all().stream().map(StrimziUsers::acl).collect(Collectors.joining());
    }

    private static String acl(Right right) {
        ResourceType type = right.resource().resourceType();
        String kind = SecurityUtils.resourceTypeName(type);
        List<String> operations = right.operations().stream()
                .filter(operation -> right.prefixed() || operation != AclOperation.CREATE)
                .map(SecurityUtils::operationName)
                .toList();
        return """
                  - resource: {type: %s, name: "%s", patternType: %s}
                    operations: [%s]
            """.formatted(
                        Character.toLowerCase(kind.charAt(0)) + kind.substring(1),
                        right.name(),
                        right.prefixed() ? "prefix" : "literal",
                        String.join(", ", operations));
    }
}
