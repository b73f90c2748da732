package dev.pentimento.platform.rights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers which rights of a list this user lacks, before anything fails without them. It asks only about the
 * resources on the list, and needs no additional right.
 *
 * <p>Brokers report the allowed operations for existing topics and groups. For transactional ids, and for names that do
 * not exist yet, they report only whether everything is refused.
 */
public final class RightsCheck {
    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final Admin admin;
    private final Rights rights;

    public RightsCheck(Admin admin, Rights rights) {
        this.admin = admin;
        this.rights = rights;
    }

    /**
     * Returns normally if no visible right is missing.
     *
     * @param others further topics that a prefix of the list covers
     * @throws MissingRightException that names all missing rights
     * @throws KafkaException if the brokers do not answer
     */
    public void require(Collection<String> others) {
        List<Right> missing = Stream.of(topics(others), groups(), transactionalIds())
                .flatMap(List::stream)
                .toList();
        if (!missing.isEmpty()) {
            throw new MissingRightException(missing);
        }
    }

    /** For a prefix, it asks for a topic with exactly that name. */
    private List<Right> topics(Collection<String> others) {
        Set<String> names = new TreeSet<>(others);
        rights.about(ResourceType.TOPIC).map(Right::name).forEach(names::add);
        return missing(
                ResourceType.TOPIC,
                admin.describeTopics(
                                names,
                                new DescribeTopicsOptions()
                                        .includeAuthorizedOperations(true)
                                        .timeoutMs(ANSWER_MILLIS))
                        .topicNameValues(),
                topic -> topic.authorizedOperations());
    }

    private List<Right> groups() {
        List<String> names = rights.about(ResourceType.GROUP).map(Right::name).toList();
        return missing(
                ResourceType.GROUP,
                admin.describeConsumerGroups(
                                names,
                                new DescribeConsumerGroupsOptions()
                                        .includeAuthorizedOperations(true)
                                        .timeoutMs(ANSWER_MILLIS))
                        .describedGroups(),
                group -> group.authorizedOperations());
    }

    private List<Right> transactionalIds() {
        List<String> names =
                rights.about(ResourceType.TRANSACTIONAL_ID).map(Right::name).toList();
        var answers = admin.describeTransactions(names, new DescribeTransactionsOptions().timeoutMs(ANSWER_MILLIS));
        List<Right> missing = new ArrayList<>();
        for (String name : names) {
            operations(answers.description(name), transaction -> null)
                    .ifPresent(found -> missing.addAll(missing(ResourceType.TRANSACTIONAL_ID, name, found)));
        }
        return missing;
    }

    private <T> List<Right> missing(
            ResourceType type,
            Map<String, KafkaFuture<T>> answers,
            Function<T, @Nullable Set<AclOperation>> operations) {
        Set<Right> missing = new LinkedHashSet<>();
        answers.forEach((name, answer) ->
                operations(answer, operations).ifPresent(found -> missing.addAll(missing(type, name, found))));
        return List.copyOf(missing);
    }

    private List<Right> missing(ResourceType type, String name, Set<AclOperation> found) {
        List<Right> missing = new ArrayList<>();
        for (Right right : rights.covering(type, name)) {
            EnumSet<AclOperation> lacking = EnumSet.copyOf(right.operations());
            lacking.removeAll(found);
            lacking.remove(AclOperation.CREATE); // creating a missing topic fails with its own message
            if (!lacking.isEmpty()) {
                missing.add(new Right(right.resource(), lacking));
            }
        }
        return missing;
    }

    /** The granted operations; empty if the brokers do not report them, as for a resource that does not exist. */
    private static <T> Optional<Set<AclOperation>> operations(
            KafkaFuture<T> answer, Function<T, @Nullable Set<AclOperation>> operations) {
        try {
            return Optional.ofNullable(operations.apply(answer.get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.of(Set.of());
            } else if (e.getCause() instanceof RetriableException
                    && !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaException("cannot list the rights of this user: " + e.getMessage(), e);
            }
            return Optional.empty(); // it does not exist, or the brokers are too old to report it
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while listing the rights", e);
        }
    }
}
