package dev.pentimento.platform.rights;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * All rights that one program needs in Kafka. Immutable.
 *
 * @param owner the program
 */
public record Rights(String owner, List<Right> all) {
    /** For a program whose rights are unknown: it can only repeat Kafka's message. */
    public static final Rights UNKNOWN = new Rights("", List.of());

    public Rights {
        all = List.copyOf(all);
    }

    public static Rights of(String owner) {
        return new Rights(owner, List.of());
    }

    public Rights read(Collection<String> topics) {
        return topics(topics, AclOperation.READ);
    }

    public Rights write(Collection<String> topics) {
        return topics(topics, AclOperation.WRITE);
    }

    public Rights describe(Collection<String> topics) {
        return topics(topics, AclOperation.DESCRIBE);
    }

    public Rights topics(Collection<String> names, AclOperation... operations) {
        Rights with = this;
        for (String name : names) {
            with = with.add(ResourceType.TOPIC, name, PatternType.LITERAL, operations);
        }
        return with;
    }

    public Rights topicsFrom(String prefix, AclOperation... operations) {
        return add(ResourceType.TOPIC, prefix, PatternType.PREFIXED, operations);
    }

    /** Reads as a member of a group, which also commits. */
    public Rights group(String name) {
        return add(ResourceType.GROUP, name, PatternType.LITERAL, AclOperation.READ);
    }

    public Rights groupsFrom(String prefix) {
        return add(ResourceType.GROUP, prefix, PatternType.PREFIXED, AclOperation.READ);
    }

    /** Reads the members and offsets of a group. */
    public Rights describeGroup(String name) {
        return add(ResourceType.GROUP, name, PatternType.LITERAL, AclOperation.DESCRIBE);
    }

    public Rights transactionalId(String name) {
        return add(ResourceType.TRANSACTIONAL_ID, name, PatternType.LITERAL, AclOperation.WRITE);
    }

    public Rights transactionalIdsFrom(String prefix) {
        return add(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED, AclOperation.WRITE);
    }

    private Rights add(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        Right added = new Right(new ResourcePattern(type, name, pattern), Set.of(operations));
        List<Right> next = new ArrayList<>(all);
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i).resource().equals(added.resource())) {
                next.set(i, next.get(i).with(added.operations()));
                return new Rights(owner, next);
            }
        }
        next.add(added);
        return new Rights(owner, next);
    }

    /** The same rights, plus the right to create all the topics. */
    public Rights creating() {
        return new Rights(
                owner,
                all.stream()
                        .map(right ->
                                right.isAbout(ResourceType.TOPIC) ? right.with(Set.of(AclOperation.CREATE)) : right)
                        .toList());
    }

    /** Whether there is any right on a topic with exactly this name. */
    public boolean namesTopic(String name) {
        return about(ResourceType.TOPIC)
                .anyMatch(right -> !right.prefixed() && right.name().equals(name));
    }

    /** The rights on one type of resource. */
    Stream<Right> about(ResourceType type) {
        return all.stream().filter(right -> right.isAbout(type));
    }

    List<Right> covering(ResourceType type, String name) {
        return all.stream().filter(right -> right.covers(type, name)).collect(toList());
    }

    /**
     * The missing right of this list behind a failure; empty if it is not a refusal, or concerns no right of this list.
     */
    public Optional<MissingRightException> missing(Throwable failure) {
        return new Refusal(this, failure).explained();
    }
}
