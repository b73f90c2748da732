package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicFollowerTest {
    private static final TopicPartition LABELS = new TopicPartition("labels", 0);

    private final LogConsumer log = new LogConsumer().topic("labels", 1);
    private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

    @Test
    void recordsAreHandedOverAsTheyComeUntilItIsClosed() throws InterruptedException {
        TopicFollower<Integer> follower = follower(read -> heard.addAll(read));
        append(1);
        follower.start();
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
        append(2);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(follower.terminated()).isNotDone();

        follower.close();

        assertThat(follower.terminated()).isCompleted();
        assertThat(log.closed()).isTrue();
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() throws InterruptedException {
        log.fail(new TimeoutException("away"), new TimeoutException("away"));
        append(1);
        try (TopicFollower<Integer> follower = follower(read -> heard.addAll(read))) {
            follower.start();
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void anErrorThatDoesNotPassEndsItWithTheReason() {
        log.fail(new KafkaException("not authorised"));
        TopicFollower<Integer> follower = follower(read -> {});

        follower.start();

        assertThatThrownBy(() -> follower.terminated().join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("not authorised");
        follower.close();
        assertThat(log.closed()).isTrue();
    }

    @Test
    void aListenerThatFailsEndsItToo() {
        append(1);
        TopicFollower<Integer> follower = follower(read -> {
            throw new IllegalStateException("the listener cannot go on");
        });

        follower.start();

        assertThatThrownBy(() -> follower.terminated().join()).hasRootCauseMessage("the listener cannot go on");
    }

    @Test
    void closingWaitsForAListenerAtWork() throws InterruptedException {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        append(1);
        TopicFollower<Integer> follower = follower(read -> {
            atWork.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.addAll(read);
        });
        follower.start();
        atWork.await();
        Thread closing = new Thread(follower::close);
        closing.start();
        assertThat(follower.terminated()).isNotDone();

        goOn.countDown();
        closing.join();

        assertThat(heard).containsExactly(1);
        assertThat(follower.terminated()).isCompleted();
    }

    @Test
    void theListenerItselfMayCloseIt() {
        append(1);
        BlockingQueue<TopicFollower<Integer>> self = new LinkedBlockingQueue<>();
        TopicFollower<Integer> follower = follower(read -> self.peek().close());
        self.add(follower);

        follower.start();
        follower.terminated().join();

        assertThat(follower.terminated()).isCompleted();
    }

    @Test
    void oneThatWasNeverStartedClosesItsReader() {
        TopicReader<Integer> reader = reader();
        reader.open();
        TopicFollower<Integer> follower = new TopicFollower<>("test-follower", reader, read -> {});

        follower.close();

        assertThat(log.closed()).isTrue();
        assertThat(follower.terminated()).isCompleted();
    }

    private void append(int value) {
        log.append(LABELS, null, new byte[] {(byte) value});
    }

    private TopicFollower<Integer> follower(java.util.function.Consumer<List<Integer>> listener) {
        return new TopicFollower<>("test-follower", reader(), listener);
    }

    private TopicReader<Integer> reader() {
        return new TopicReader<>(
                () -> log,
                new Topics(PlatformSettings.from(Settings.of(Map.of()))),
                Map.of(Topic.LABELS, Start.BEGINNING),
                record -> Optional.of((int) record.value()[0]),
                new Patience(Optional.empty(), Duration.ZERO, new MovingClock()));
    }
}
