package dev.pentimento.platform.rights;

import dev.pentimento.platform.failures.Causes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** The resource that a broker's refusal is about. Kafka reports the type of resource, but not always its name. */
record Refusal(Rights rights, Throwable failure) {
    /** In our own wording and in that of Kafka Streams. */
    private static final String CREATING = "not create";

    Optional<MissingRightException> explained() {
        return Causes.of(failure)
                .filter(AuthorizationException.class::isInstance)
                .flatMap(refusal -> explained(refusal).stream())
                .findFirst();
    }

    private Optional<MissingRightException> explained(Throwable refusal) {
        if (refusal instanceof MissingRightException same) {
            return Optional.of(same);
        }
        List<Right> concerned = concerned(refusal).stream().map(this::lacking).toList();
        return concerned.isEmpty() ? Optional.empty() : Optional.of(new MissingRightException(concerned));
    }

    /** Creating a resource needs no other operation, and nothing else needs that operation. */
    private Right lacking(Right right) {
        boolean creating = Causes.of(failure)
                .map(Throwable::getMessage)
                .anyMatch(
                        words -> words != null && words.toLowerCase(Locale.ROOT).contains(CREATING));
        Set<AclOperation> operations = right.operations().stream()
                .filter(operation -> (operation == AclOperation.CREATE) == creating)
                .collect(Collectors.toSet());
        return operations.isEmpty() ? right : new Right(right.resource(), operations);
    }

    private List<Right> concerned(Throwable refusal) {
        if (refusal instanceof TopicAuthorizationException topics) {
            return topics.unauthorizedTopics().isEmpty()
                    ? named(ResourceType.TOPIC)
                    : topics.unauthorizedTopics().stream()
                            .sorted()
                            .flatMap(name -> rights.covering(ResourceType.TOPIC, name).stream())
                            .distinct()
                            .toList();
        } else if (refusal instanceof GroupAuthorizationException group && group.groupId() != null) {
            return rights.covering(ResourceType.GROUP, group.groupId());
        } else if (refusal instanceof GroupAuthorizationException) {
            return named(ResourceType.GROUP);
        } else if (refusal instanceof TransactionalIdAuthorizationException) {
            return named(ResourceType.TRANSACTIONAL_ID);
        }
        return List.of();
    }

    /** The rights whose names appear in the failure's text, or else all rights of this type. */
    private List<Right> named(ResourceType type) {
        List<Right> found = Causes.of(failure)
                .flatMap(cause -> Stream.of(String.valueOf(cause.getMessage()).split("[^a-zA-Z0-9._-]+")))
                .map(word -> word.replaceAll("\\.$", ""))
                .flatMap(word -> rights.covering(type, word).stream())
                .distinct()
                .toList();
        return found.isEmpty() ? rights.about(type).toList() : found;
    }
}
