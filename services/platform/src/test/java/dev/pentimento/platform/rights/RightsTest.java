package dev.pentimento.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class RightsTest {
    private final Rights rights = Rights.of("worker")
            .read(List.of("in", "both"))
            .write(List.of("out", "both"))
            .topicsFrom("worker-", AclOperation.READ, AclOperation.DELETE)
            .group("worker")
            .transactionalIdsFrom("worker-");

    private String said(Throwable failure) {
        return rights.missing(failure).map(Throwable::getMessage).orElse("");
    }

    @Test
    void aRefusedTopicIsNamedWithWhatIsDoneWithItAndTheAcl() {
        assertThat(said(new KafkaException("sending", new TopicAuthorizationException(Set.of("both")))))
                .isEqualTo("a right is missing in Kafka: Read, Write on the topic both; to add it: kafka-acls.sh --add"
                        + " --allow-principal 'User:NAME' --operation Read --operation Write --topic both");
    }

    @Test
    void aTopicBelowAPrefixIsNamedByThePrefix() {
        assertThat(said(new TopicAuthorizationException(Set.of("worker-counts"))))
                .contains("Read, Delete on the topic worker-*")
                .endsWith("--topic worker- --resource-pattern-type prefixed");
    }

    @Test
    void ofATopicThatKafkaDoesNotNameTheWordsAroundItTell() {
        Throwable creating = new KafkaException(
                "Could not create topic worker-counts.", new TopicAuthorizationException("Authorization failed."));

        assertThat(said(creating)).contains("the topic worker-*").doesNotContain("the topic in");
    }

    @Test
    void onlyAFailureToCreateAsksForTheRightToCreate() {
        Rights creating = rights.creating();
        Throwable reading = new TopicAuthorizationException(Set.of("in"));
        Throwable refused = new TopicAuthorizationException("cannot create the topic in", Set.of("in"));

        assertThat(creating.missing(reading))
                .hasValueSatisfying(right -> assertThat(right).hasMessageContaining(": Read on the topic in;"));
        assertThat(creating.missing(refused))
                .hasValueSatisfying(right -> assertThat(right).hasMessageContaining(": Create on the topic in;"));
    }

    @Test
    void ifNothingTellsTheTopicAllAreNamed() {
        assertThat(said(new TopicAuthorizationException("Authorization failed.")))
                .contains("on the topic in", "on the topic out", "on the topic both");
    }

    @Test
    void groupsAndTransactionalIdsAreNamed() {
        assertThat(said(new GroupAuthorizationException("Not authorized", "worker")))
                .contains("Read on the group worker")
                .endsWith("--operation Read --group worker");
        assertThat(said(new KafkaException(new TransactionalIdAuthorizationException("Authorization failed."))))
                .contains("Write on the transactional id worker-*")
                .endsWith("--transactional-id worker- --resource-pattern-type prefixed");
    }

    @Test
    void whatIsNoRefusalOrConcernsNoRightOfTheListIsNotExplained() {
        assertThat(rights.missing(new TimeoutException("no answer"))).isEmpty();
        assertThat(rights.missing(new TopicAuthorizationException(Set.of("foreign"))))
                .isEmpty();
        assertThat(rights.missing(new ClusterAuthorizationException("no"))).isEmpty();
        assertThat(Rights.UNKNOWN.missing(new TopicAuthorizationException(Set.of("in"))))
                .isEmpty();
    }

    @Test
    void onlyTopicsAreCreated() {
        assertThat(rights.creating().all())
                .allSatisfy(right -> assertThat(right.operations().contains(AclOperation.CREATE))
                        .isEqualTo(right.kind().equals("topic")));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aClientThatIsRefusedSaysWhichRightIsMissing() {
        MockConsumer<byte[], byte[]> refused = new MockConsumer<>("earliest") {
            @Override
            public synchronized void wakeup() {
                throw new TopicAuthorizationException(Set.of("in"));
            }
        };
        Consumer<byte[], byte[]> client = ExplainedClient.of(Consumer.class, refused, rights);

        assertThatThrownBy(client::wakeup)
                .isInstanceOf(MissingRightException.class)
                .hasMessageContaining("Read on the topic in");
    }
}
