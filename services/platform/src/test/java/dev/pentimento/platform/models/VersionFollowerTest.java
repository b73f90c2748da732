package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.EventDecoding;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.LogConsumer;
import dev.pentimento.platform.kafka.MovingClock;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.PlainAvro;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VersionFollowerTest {
    private static final TopicPartition VERSIONS = new TopicPartition("model-versions", 0);

    private final Events events = PlainAvro.events();
    private final LogConsumer log = new LogConsumer().topic("model-versions", 1);
    private final BlockingQueue<Versions> heard = new LinkedBlockingQueue<>();

    @Test
    void theFirstStateIsThatOfTheWholeTopic() throws InterruptedException {
        write("a", Stage.CANDIDATE);
        write("b", Stage.CANDIDATE);
        write("a", Stage.CHAMPION);
        log.setMaxPollRecords(1);
        try (VersionFollower follower = follower()) {
            assertThat(follower.current().all()).isEmpty();
            follower.start();

            Versions first = next();

            assertThat(first.all()).extracting(ModelVersion::getVersion).containsExactly("a", "b");
            assertThat(first.champion()).map(ModelVersion::getVersion).contains("a");
            assertThat(follower.caughtUp()).isTrue();
            assertThat(follower.current().all()).hasSize(2);
        }
    }

    @Test
    void everyChangeIsHandedOver() throws InterruptedException {
        try (VersionFollower follower = follower()) {
            follower.start();
            assertThat(next().all()).as("an empty registry is a state too").isEmpty();

            write("a", Stage.CANDIDATE);
            assertThat(next().candidates()).hasSize(1);

            write("a", Stage.CHAMPION);
            assertThat(next().champion()).isPresent();

            log.append(VERSIONS, "a", null);
            assertThat(next().all()).isEmpty();
        }
    }

    @Test
    void whatIsNoVersionIsPassedOver() throws InterruptedException {
        write("a", Stage.CANDIDATE);
        log.append(VERSIONS, "b", new byte[] {1});
        try (VersionFollower follower = follower()) {
            follower.start();

            assertThat(next().all()).extracting(ModelVersion::getVersion).containsExactly("a");
            assertThat(follower.terminated()).isNotDone();
        }
    }

    @Test
    void anErrorThatDoesNotPassIsTold() {
        log.fail(new KafkaException("not authorised"));
        VersionFollower follower = follower();

        follower.start();

        assertThatThrownBy(() -> follower.terminated().join()).hasRootCauseMessage("not authorised");
        follower.close();
    }

    @Test
    void closingCompletesIt() throws InterruptedException {
        VersionFollower follower = follower();
        follower.start();
        next();

        follower.close();

        assertThat(follower.terminated()).isCompleted();
        assertThat(log.closed()).isTrue();
    }

    private @Nullable Versions next() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    private void write(String id, Stage stage) {
        ModelVersion version = ModelVersions.with(new byte[] {1})
                .setVersion(id)
                .setStage(stage)
                .build();
        log.append(VERSIONS, id, events.write(Topic.MODEL_VERSIONS, version));
    }

    private VersionFollower follower() {
        Topics topics = new Topics(PlainAvro.settings());
        return new VersionFollower(
                new TopicReader<>(
                        () -> log,
                        topics,
                        Map.of(Topic.MODEL_VERSIONS, Start.BEGINNING),
                        new EventDecoding<>(events, topics, ModelVersion.class, UnusableRecords.LOGGED),
                        new Patience(Optional.empty(), Duration.ZERO, new MovingClock())),
                "test",
                heard::add);
    }
}
