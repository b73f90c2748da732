package dev.pentimento.platform.rights;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * What a user may do with one Kafka resource, or with all resources whose names have the same prefix.
 *
 * @param operations without implied operations: READ and WRITE imply DESCRIBE
 */
public record Right(ResourcePattern resource, Set<AclOperation> operations) {
    public Right {
        operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    }

    public String name() {
        return resource.name();
    }

    /** Whether it applies to all names that begin with {@link #name()}. */
    public boolean prefixed() {
        return resource.patternType() == PatternType.PREFIXED;
    }

    boolean isAbout(ResourceType type) {
        return resource.resourceType() == type;
    }

    boolean covers(ResourceType type, String name) {
        return isAbout(type) && (prefixed() ? name.startsWith(name()) : name.equals(name()));
    }

    Right with(Collection<AclOperation> more) {
        EnumSet<AclOperation> all = EnumSet.copyOf(operations);
        all.addAll(more);
        return new Right(resource, all);
    }

    /** Names of the operations, as in Kafka's tools. */
    public List<String> operationNames() {
        return operations.stream().map(SecurityUtils::operationName).toList();
    }

    /** The same for Kafka's Admin client. */
    public List<AclBinding> bindings(String principal) {
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }

    /** The same as arguments of {@code kafka-acls.sh}. */
    public String arguments(String principal) {
        String option = switch (resource.resourceType()) {
            case TOPIC -> "--topic";
            case GROUP -> "--group";
            case TRANSACTIONAL_ID -> "--transactional-id";
            default -> throw new IllegalStateException("no right of ours is about " + resource);
        };
        return "--add --allow-principal '" + principal + "'"
                + operationNames().stream().map(each -> " --operation " + each).collect(Collectors.joining())
                + " " + option + " " + name()
                + (prefixed() ? " --resource-pattern-type prefixed" : "");
    }

    /** Such as "topic" or "transactional id". */
    public String kind() {
        return SecurityUtils.resourceTypeName(resource.resourceType())
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** As part of a sentence. */
    @Override
    public String toString() {
        return String.join(", ", operationNames()) + " on the " + kind() + " " + name() + (prefixed() ? "*" : "");
    }
}
