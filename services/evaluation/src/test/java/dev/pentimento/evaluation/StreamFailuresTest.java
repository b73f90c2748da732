package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.disk.DiskSpace;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.kafka.UnresolvedBrokersException;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.serving.faults.MachineFaultException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;

class StreamFailuresTest {
    private static final Rights RIGHTS = Rights.of("evaluation")
            .write(List.of("predictions"))
            .topicsFrom("evaluation-", AclOperation.READ, AclOperation.CREATE);

    private static final MissingSourceTopicException MISSING = new MissingSourceTopicException("missing");

    private Instant now = Instant.EPOCH;
    private final List<String> obstacles = new ArrayList<>();
    private final Counter restored = new SimpleMeterRegistry().counter("restored");
    private final SetAsideRecords setAside = new SetAsideRecords(new SimpleMeterRegistry());
    private final StreamFailures failures = failures(Duration.ZERO);

    private StreamFailures failures(Duration pause) {
        return new StreamFailures(
                () -> now, pause, new DiskSpace(Path.of("state")), setAside, restored, obstacles::add, RIGHTS::missing);
    }

    @Test
    void whatKafkaCallsRetriableIsTriedAgain() {
        assertThat(failures.handle(new StreamsException("commit", new TimeoutException("no answer"))))
                .isEmpty();
    }

    @Test
    void namesWithoutAnAddressAndAbsentInternalTopicsAreWaitedForWithoutEnd() {
        UnresolvedBrokersException unresolved = UnresolvedBrokersException.in(
                        new KafkaException("made", new ConfigException("No resolvable bootstrap urls given in x")),
                        "kafka:9")
                .orElseThrow();
        for (int hours = 0; hours < 3; hours++) {
            now = now.plus(Duration.ofHours(1));
            assertThat(failures.handle(new StreamsException("thread", unresolved)))
                    .isEmpty();
            assertThat(failures.handle(new UnknownTopicOrPartitionException("topics.create is never")))
                    .isEmpty();
        }

        assertThat(obstacles).anyMatch(text -> text.contains("kafka:9")).contains("topics.create is never");
    }

    @Test
    void anythingElseEndsTheStream() {
        StreamsException problem = new StreamsException("a fault");
        assertThat(failures.handle(problem)).contains(problem);
    }

    @Test
    void missingTopicsAreWaitedForButNotForEver() {
        assertThat(failures.handle(MISSING)).isEmpty();
        now = now.plus(StreamFailures.PATIENCE).minusMillis(1);
        assertThat(failures.handle(MISSING)).isEmpty();
        now = now.plusMillis(1);
        assertThat(failures.handle(MISSING))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .hasMessageContaining("missing for 60 s")
                        .hasCause(MISSING));
    }

    @Test
    void patienceBeginsAnewWhenTheStreamHasRun() {
        failures.handle(MISSING);
        now = now.plus(StreamFailures.PATIENCE);
        failures.running();
        assertThat(failures.handle(MISSING)).isEmpty();
    }

    @Test
    void aPauseEndsWhenTheServiceCloses() {
        StreamFailures patient = failures(Duration.ofDays(1));
        patient.stop();
        assertThat(patient.handle(MISSING)).isEmpty();
    }

    @Test
    void aFullDiskIsWaitedForAndTold() {
        for (Throwable full : List.of(
                new ProcessorStateException(
                        "store", new RocksDBException("IO error: No space left on device: While appending")),
                new StreamsException(new IOException("No space left on device")))) {
            assertThat(failures.handle(full)).as("%s", full).isEmpty();
        }
        assertThat(obstacles)
                .allMatch(text -> text.contains("the disk of evaluation.state.dir is full"))
                .hasSize(2);
    }

    @Test
    void damagedStateIsRestoredButNotForEver() {
        ProcessorStateException damaged =
                new ProcessorStateException("Error opening store", new RocksDBException("Corruption: bad block"));
        for (int i = 0; i < StreamFailures.MOST_REPAIRS; i++) {
            assertThat(failures.restores(damaged)).isTrue();
            assertThat(failures.handle(damaged)).isEmpty();
        }
        assertThat(failures.handle(damaged))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .hasMessageContainingAll("check the disk of evaluation.state.dir", "bad block"));

        assertThat(restored.count()).isEqualTo(StreamFailures.MOST_REPAIRS);
        now = now.plus(StreamFailures.REPAIR_SPAN).plusMillis(1);
        assertThat(failures.handle(damaged)).as("long after").isEmpty();
    }

    @Test
    void aMachinesFaultEndsTheStreamWithTheReason() {
        StreamsException lost = new StreamsException(
                "Error while reading",
                new ProcessorStateException(new RocksDBException("IO error: Input/output error")));
        assertThat(failures.restores(lost)).isFalse();
        assertThat(failures.handle(lost))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isInstanceOf(MachineFaultException.class)
                        .hasMessageContaining("Input/output error"));
        assertThat(failures.handle(new StreamsException(new OutOfMemoryError("Java heap space"))))
                .isPresent();
    }

    @Test
    void aMissingRightIsWaitedForAndNamedWithItsAcl() {
        StreamsException refused = new StreamsException(
                "Could not create topic evaluation-opinions-repartition.",
                new TopicAuthorizationException("Authorization failed."));

        assertThat(failures.handle(refused)).isEmpty();
        assertThat(obstacles.get(obstacles.size() - 1))
                .contains("a right is missing in Kafka", "the topic evaluation-*", "kafka-acls.sh --add");
    }

    @Test
    void whatTheBrokerRefusesIsWaitedForAndTold() {
        for (ApiException refusal : List.of(
                new ClusterAuthorizationException("not allowed"),
                new SaslAuthenticationException("not known"),
                new InvalidTimestampException("too far ahead"))) {
            assertThat(failures.handle(new StreamsException("sending", refusal)))
                    .isEmpty();
            assertThat(obstacles.get(obstacles.size() - 1)).contains(String.valueOf(refusal.getMessage()));
        }
    }

    /** As after a pause of the whole machine. */
    @Test
    void aProducerThatTheBrokerHasForgottenIsReplaced() {
        for (ApiException lost : List.of(
                new OutOfOrderSequenceException("Expected sequence 0 for transactions v2 idempotent producer"),
                new UnknownProducerIdException("no state"),
                new InvalidPidMappingException("no mapping"),
                new InvalidProducerEpochException("old epoch"),
                new ProducerFencedException("fenced"),
                new TransactionAbortableException("abort"))) {
            assertThat(failures.handle(new StreamsException(
                            "Error encountered trying to send", new KafkaException("in an error state", lost))))
                    .isEmpty();
        }
        assertThat(failures.handle(new StreamsException("joining", new FencedInstanceIdException("another one"))))
                .isPresent();
    }
}
