package dev.pentimento.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private final Health health = new Health();
    private final StopSignal stop = StopSignal.listen();

    @AfterEach
    void close() {
        stop.close();
    }

    private Preparation preparation(Duration pause, Runnable steps) {
        return new Preparation(health, steps, pause);
    }

    @Test
    void itWaitsForWhatIsAwayAndSaysSo() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        Preparation preparation = preparation(Duration.ofMillis(1), () -> {
            if (away.get()) {
                throw new RegistryUnreachableException("nobody at home");
            }
        });
        health.started();

        CompletableFuture<Boolean> prepared = CompletableFuture.supplyAsync(() -> awaited(preparation));
        await().untilAsserted(() -> assertThat(health.notReady())
                .hasEntrySatisfying("start", why -> assertThat(why).contains("waiting", "nobody at home")));
        assertThat(health.notLive()).isEmpty();
        away.set(false);

        assertThat(prepared.get()).isTrue();
        assertThat(health.notReady()).isEmpty();
    }

    @Test
    void brokersThatDoNotAnswerAreWaitedForToo() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        Preparation preparation = preparation(Duration.ofMillis(1), () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new KafkaException(
                        "cannot create the topics", new ExecutionException(new TimeoutException("no broker")));
            }
        });

        assertThat(preparation.await(stop)).isTrue();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void topicsThatOthersCreateAreWaitedForAndNamed() throws Exception {
        AtomicBoolean missing = new AtomicBoolean(true);
        Preparation preparation = preparation(Duration.ofMillis(1), () -> {
            if (missing.get()) {
                throw new UnknownTopicOrPartitionException("topics are missing: labels");
            }
        });
        health.started();

        CompletableFuture<Boolean> prepared = CompletableFuture.supplyAsync(() -> awaited(preparation));
        await().untilAsserted(() ->
                assertThat(health.notReady()).containsEntry("start", "waiting: topics are missing: labels"));
        missing.set(false);

        assertThat(prepared.get()).isTrue();
    }

    @Test
    void brokersThatHaveNotRegisteredYetAreWaitedForAndTheSettingIsNamed() throws Exception {
        AtomicBoolean tooFew = new AtomicBoolean(true);
        Preparation preparation = preparation(Duration.ofMillis(1), () -> {
            if (tooFew.get()) {
                throw new IllegalStateException(
                        "cannot prepare the topic",
                        new ExecutionException(new InvalidReplicationFactorException("only 2 brokers are registered")));
            }
        });
        health.started();

        CompletableFuture<Boolean> prepared = CompletableFuture.supplyAsync(() -> awaited(preparation));
        await().untilAsserted(
                        () -> assertThat(health.notReady())
                                .containsEntry(
                                        "start",
                                        "waiting for more brokers, or for a smaller topic.replication.factor: only 2 brokers are registered"));
        tooFew.set(false);

        assertThat(prepared.get()).isTrue();
    }

    @Test
    void whatNoRetryChangesEndsIt() {
        assertThatThrownBy(() -> preparation(Duration.ofMinutes(9), () -> {
                            throw new KafkaException("the schema registry refuses the credentials");
                        })
                        .await(stop))
                .hasMessage("the schema registry refuses the credentials");
    }

    @Test
    void aStopEndsAPauseAtOnce() throws Exception {
        stopsAtOnce(preparation(Duration.ofMinutes(9), PreparationTest::away));
    }

    @Test
    void aStopEndsAnAttemptAtOnce() throws Exception {
        stopsAtOnce(preparation(Duration.ZERO, this::block));
    }

    private void stopsAtOnce(Preparation preparation) throws Exception {
        CompletableFuture<Boolean> prepared = CompletableFuture.supplyAsync(() -> awaited(preparation));
        await().untilAsserted(() -> assertThat(health.notReady()).containsKey("start"));

        stop.request();

        assertThat(prepared.get()).isFalse();
    }

    private static void away() {
        throw new RegistryUnreachableException("nobody at home");
    }

    private void block() {
        try {
            health.readiness("start", () -> Optional.of("asks"));
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean awaited(Preparation preparation) {
        try {
            return preparation.await(stop);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
