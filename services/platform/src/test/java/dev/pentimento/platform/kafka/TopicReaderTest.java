package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final Topics TOPICS =
            new Topics(PlatformSettings.from(Settings.of(Map.of("topic.prefix", "clinic."))));
    private static final TopicPartition FIRST = new TopicPartition("clinic.labels", 0);
    private static final TopicPartition SECOND = new TopicPartition("clinic.labels", 1);
    private static final TopicPartition VERSIONS = new TopicPartition("clinic.model-versions", 0);

    private final LogConsumer log = new LogConsumer().topic("clinic.labels", 2).topic("clinic.model-versions", 1);
    private final MovingClock clock = new MovingClock();
    private final Set<Integer> undecodable = new HashSet<>();
    private final Set<Integer> undecided = new HashSet<>();
    private final List<Integer> read = new ArrayList<>();

    @Test
    void readingToTheEndPassesMarkersAndCompactedRecords() {
        append(FIRST, 1, 2, 3);
        log.compact(FIRST, 1);
        log.gap(FIRST, 1);
        append(FIRST, 4);
        log.gap(FIRST, 2);
        log.gap(SECOND, 1); // an empty transaction alone

        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).containsExactly(1, 3, 4);
    }

    @Test
    void anEmptyTopicIsAtItsEndAtOnce() {
        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).isEmpty();
        assertThat(log.polls()).isZero();
    }

    @Test
    void theEndIsThatOfTheBeginOfTheReadingAndTheNextReadingGoesOnThere() {
        append(FIRST, 1, 2);
        append(SECOND, 3);
        TopicReader<Integer> reader = reader(Start.BEGINNING);
        log.beforeNextPoll(() -> append(FIRST, 4, 5));

        reader.readToEnd(read::add);

        assertThat(read).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(reader.positions()).containsEntry(FIRST, new OffsetAndMetadata(2));

        reader.readToEnd(read::add);
        assertThat(read).containsExactlyInAnyOrder(1, 2, 3, 4, 5);

        append(SECOND, 6);
        assertThat(reader.poll()).containsExactly(6);
    }

    @Test
    void progressCountsOffsetsNotRecords() {
        append(FIRST, 1, 2);
        log.gap(FIRST, 1);
        append(SECOND, 3);
        List<String> progress = new ArrayList<>();

        reader(Start.BEGINNING)
                .readToEnd((done, total) -> progress.add(done + "/" + total), portion -> read.addAll(portion));

        assertThat(progress).last().isEqualTo("4/4");
        assertThat(read).hasSize(3);
    }

    @Test
    void aLogThatIsCutWhileItIsReadEndsEarlier() {
        append(FIRST, 1, 2, 3, 4);
        log.beforeNextPoll(() -> log.end(FIRST, 2));

        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).containsExactly(1, 2);
    }

    @Test
    void recordsThatExpireBeforeTheyAreReadAreLeftOut() {
        append(FIRST, 1, 2, 3, 4);
        log.beforeNextPoll(() -> log.begin(FIRST, 3));

        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).containsExactly(4);
    }

    @Test
    void readingStartsWhereItIsTold() {
        append(FIRST, 0, 1, 2, 3, 4, 5);
        log.commit(FIRST, 4);
        log.begin(FIRST, 1);

        assertThat(readFrom(Start.BEGINNING)).containsExactly(1, 2, 3, 4, 5);
        assertThat(readFrom(Start.END)).isEmpty();
        assertThat(readFrom(new Start.Tail(2))).containsExactly(4, 5);
        assertThat(readFrom(new Start.Tail(100))).containsExactly(1, 2, 3, 4, 5);
        assertThat(readFrom(new Start.At(Instant.ofEpochSecond(3)))).containsExactly(3, 4, 5);
        assertThat(readFrom(new Start.At(Instant.ofEpochSecond(9)))).isEmpty();
        assertThat(readFrom(new Start.At(Instant.ofEpochSecond(-9)))).containsExactly(1, 2, 3, 4, 5);
        assertThat(readFrom(new Start.At(Instant.MIN))).hasSize(5);
        assertThat(readFrom(new Start.At(Instant.MAX))).isEmpty();
        assertThat(readFrom(Start.COMMITTED)).containsExactly(4, 5);
    }

    @Test
    void aGroupWhoseOffsetsHaveExpiredStartsAtTheBeginning() {
        append(FIRST, 0, 1, 2, 3);
        log.commit(FIRST, 1);
        log.begin(FIRST, 2);

        assertThat(readFrom(Start.COMMITTED)).containsExactly(2, 3);
    }

    private List<Integer> readFrom(Start start) {
        read.clear();
        log.unsubscribe();
        reader(start).readToEnd(read::add);
        return read;
    }

    @Test
    void severalTopicsHaveTheirOwnStarts() {
        append(FIRST, 1, 2, 3);
        append(VERSIONS, 10, 11, 12);

        TopicReader<Integer> reader =
                reader(Map.of(Topic.LABELS, new Start.Tail(1), Topic.MODEL_VERSIONS, Start.BEGINNING), patience());

        assertThat(reader.poll()).containsExactlyInAnyOrder(3, 10, 11, 12);
    }

    @Test
    void itHasCaughtUpWhenEverythingHasBeenReadThatWasThereAtTheStart() {
        append(FIRST, 1);
        log.gap(FIRST, 1);
        TopicReader<Integer> reader = reader(Start.BEGINNING);
        assertThat(reader.caughtUp()).isFalse();

        reader.open();
        append(FIRST, 2);
        assertThat(reader.caughtUp()).isFalse();
        reader.poll();
        assertThat(reader.caughtUp())
                .as("while the caller may still work on what it was handed")
                .isFalse();
        reader.poll();

        assertThat(reader.caughtUp()).isTrue();
        append(FIRST, 3);
        reader.poll();
        assertThat(reader.caughtUp()).as("once caught up").isTrue();
    }

    @Test
    void anUndecodableRecordIsPassedOver() {
        append(FIRST, 1, 2, 3);
        undecodable.add(2);

        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).containsExactly(1, 3);
    }

    @Test
    void aRecordThatCannotBeDecodedForTheMomentIsReadAgainAndNoOtherTwice() {
        append(FIRST, 1, 2, 3);
        append(SECOND, 4);
        undecided.add(2);
        TopicReader<Integer> reader = reader(Start.BEGINNING);

        for (int poll = 0; poll < 4; poll++) {
            read.addAll(reader.poll());
        }
        assertThat(read).contains(1).doesNotContain(2, 3);
        assertThat(reader.problem()).contains("the schema registry does not answer: not now");
        assertThat(reader.caughtUp()).isFalse();

        undecided.clear();
        for (int poll = 0; poll < 3; poll++) {
            read.addAll(reader.poll());
        }
        assertThat(read).containsExactlyInAnyOrder(1, 2, 3, 4);
        assertThat(reader.problem()).isEmpty();
        assertThat(reader.caughtUp()).isTrue();
    }

    @Test
    void readingToTheEndWaitsForTheRegistryToo() {
        append(FIRST, 1, 2);
        undecided.add(1);
        log.beforeNextPoll(() -> {});
        log.beforeNextPoll(undecided::clear);

        reader(Start.BEGINNING).readToEnd(read::add);

        assertThat(read).containsExactly(1, 2);
    }

    @Test
    void aBrokerThatDoesNotAnswerIsAskedAgain() {
        append(FIRST, 1);
        log.fail(new TimeoutException("no leader"), new TimeoutException("no leader"));
        TopicReader<Integer> reader = reader(Start.BEGINNING);

        assertThat(reader.poll()).isEmpty();
        assertThat(reader.problem()).contains("the broker does not answer: no leader");
        assertThat(reader.poll()).isEmpty();
        assertThat(reader.poll()).containsExactly(1);
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    void patienceEndsWhereItIsBounded() {
        TopicReader<Integer> reader = reader(
                Map.of(Topic.LABELS, Start.BEGINNING),
                new Patience(Optional.of(Duration.ofSeconds(10)), Duration.ZERO, clock));
        reader.poll();
        clock.advance(Duration.ofSeconds(60)); // a long quiet time is none without answers
        reader.poll();

        log.fail(new TimeoutException("first"), new TimeoutException("second"));
        assertThat(reader.poll()).isEmpty();
        clock.advance(Duration.ofSeconds(10));

        assertThatThrownBy(reader::poll).isInstanceOf(TimeoutException.class).hasMessage("second");
    }

    @Test
    void anErrorThatIsNotRetriableEndsTheReading() {
        log.fail(new KafkaException("not authorised"));
        TopicReader<Integer> reader = reader(Start.BEGINNING);

        assertThatThrownBy(() -> reader.readToEnd(read::add)).hasMessage("not authorised");
    }

    @Test
    void aMissingTopicIsNamedAndReadOnceItIsThere() {
        TopicReader<Integer> reader = reader(Map.of(Topic.OUTCOMES, Start.BEGINNING), patience());

        assertThat(reader.poll()).isEmpty();
        assertThat(reader.problem()).contains("the topic clinic.outcomes is not there");
        assertThat(log.assignment()).isEmpty();

        log.topic("clinic.outcomes", 1);
        append(new TopicPartition("clinic.outcomes", 0), 7);
        assertThat(reader.poll()).containsExactly(7);
    }

    @Test
    void aMissingTopicIsAnErrorWherePatienceIsBounded() {
        TopicReader<Integer> reader = reader(
                Map.of(Topic.OUTCOMES, Start.BEGINNING),
                new Patience(Optional.of(Duration.ZERO), Duration.ZERO, clock));

        assertThatThrownBy(reader::open)
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("the topic clinic.outcomes is not there");
    }

    @Test
    void partitionsThatAreAddedAreReadAndTheOthersGoOnWhereTheyAre() {
        append(FIRST, 1, 2);
        TopicReader<Integer> reader = reader(Start.END);
        reader.poll();
        log.topic("clinic.labels", 3);
        append(new TopicPartition("clinic.labels", 2), 8, 9);
        append(FIRST, 3);

        assertThat(reader.poll()).containsExactly(3);
        clock.advance(Duration.ofSeconds(29));
        assertThat(reader.poll()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(reader.poll())
                .as("from the beginning, or something would be missed")
                .containsExactly(8, 9);
    }

    @Test
    void aFailureWhileLookingForPartitionsLeavesEverythingAsItIs() {
        append(FIRST, 1);
        TopicReader<Integer> reader = reader(Start.BEGINNING);
        reader.poll();
        log.topic("clinic.labels", 3);
        append(new TopicPartition("clinic.labels", 2), 2);
        clock.advance(Duration.ofSeconds(30));
        log.beforeNextPoll(() -> {});
        log.fail(new TimeoutException("not now"));

        assertThat(reader.poll()).isEmpty();
        assertThat(log.assignment()).hasSize(2);
        assertThat(reader.poll()).containsExactly(2);
    }

    @Test
    void followingEndsWhenTheReaderHasSeenEnough() {
        append(FIRST, 1, 2, 3);

        reader(Start.BEGINNING).follow(each -> {
            read.add(each);
            return each < 2;
        });

        assertThat(read).containsExactly(1, 2);
    }

    @Test
    void stoppingEndsEverythingQuietly() {
        append(FIRST, 1);
        TopicReader<Integer> reader = reader(Start.BEGINNING);
        reader.follow(each -> {
            reader.stop();
            return true;
        });
        assertThat(reader.stopped()).isTrue();
        reader.readToEnd(read::add);
        assertThat(read).isEmpty();
    }

    @Test
    void stoppingEndsAPauseToo() {
        TopicReader<Integer> reader = reader(
                Map.of(Topic.LABELS, Start.BEGINNING), new Patience(Optional.empty(), Duration.ofDays(1), clock));
        log.fail(new TimeoutException("away"));
        reader.stop();

        assertThatThrownBy(reader::poll).isInstanceOf(WakeupException.class);
    }

    private void append(TopicPartition partition, int... values) {
        for (int value : values) {
            log.append(partition, null, new byte[] {(byte) value});
        }
    }

    private TopicReader<Integer> reader(Start start) {
        return reader(Map.of(Topic.LABELS, start), patience());
    }

    private TopicReader<Integer> reader(Map<Topic, Start> starts, Patience patience) {
        return new TopicReader<>(() -> log, TOPICS, starts, this::decode, patience);
    }

    private Patience patience() {
        return new Patience(Optional.empty(), Duration.ZERO, clock);
    }

    private Optional<Integer> decode(ConsumerRecord<byte[], byte[]> record) {
        int value = record.value()[0];
        if (undecided.contains(value)) {
            throw new TimeoutException("not now");
        }
        return undecodable.contains(value) ? Optional.empty() : Optional.of(value);
    }
}
