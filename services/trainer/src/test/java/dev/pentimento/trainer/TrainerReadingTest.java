package dev.pentimento.trainer;

import static dev.pentimento.trainer.Fixtures.ENCODER;
import static dev.pentimento.trainer.Fixtures.outcome;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Outcome;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.trainer.retraining.LabelledPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TrainerReadingTest {
    private static final int FRAME = 10;
    private static final int RESERVOIR = 20;
    private static final int TAIL = TrainerService.TAIL * RESERVOIR;
    private static final TopicPartition OUTCOMES = new TopicPartition(Topic.OUTCOMES.baseName(), 0);
    private static final List<Topic> READ = List.of(
            Topic.MODEL_CANDIDATES,
            Topic.MODEL_VERSIONS,
            Topic.MODEL_COMMANDS,
            Topic.PREDICTION_QUALITY,
            Topic.EMBEDDING_DRIFT,
            Topic.OUTCOMES);

    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

    @Test
    void aRestartedTrainerHasTheReservoirOfTheOneThatWasStopped() throws IOException {
        // Labels that change and are taken back, of a class in ten and of the others.
        for (int i = 0; i < 300; i++) {
            append(outcome(0, i, 0, i % 10 == 0 ? "dog" : "cat", i));
            if (i % 7 == 3) {
                append(outcome(0, i - 1, 0, "dog", i - 1));
            }
            if (i % 11 == 5) {
                append(outcome(0, i - 2, 0, null, i - 2));
            }
        }
        MockConsumer<byte[], byte[]> first = consumer(0);
        TrainerState lived = new TrainerState(RESERVOIR);
        try (TopicReader<Received<SpecificRecord>> feed = feed(first)) {
            feed.open();
            for (ConsumerRecord<byte[], byte[]> record : log) {
                first.addRecord(record);
                feed.poll().forEach(lived::accept);
            }
        }

        TrainerState restarted = read(log.size());

        assertThat(reservoir(lived)).hasSize(RESERVOIR);
        assertThat(reservoir(restarted)).isEqualTo(reservoir(lived));
    }

    @Test
    void onlyTheEndOfTheOutcomesIsReadButAllVersionsAre() throws IOException {
        for (int i = 0; i < 150; i++) {
            append(outcome(0, i, 0, "cat", i));
        }
        TrainerState state = read(log.size());

        assertThat(reservoir(state))
                .extracting(LabelledPosition::offset)
                .first()
                .isEqualTo(130L);
        assertThat(state.registry().find("first")).isPresent();
    }

    /** Into a trainer that starts when so many outcomes are there. */
    private TrainerState read(long outcomes) throws IOException {
        MockConsumer<byte[], byte[]> consumer = consumer(outcomes);
        TrainerState state = new TrainerState(RESERVOIR);
        try (TopicReader<Received<SpecificRecord>> feed = feed(consumer)) {
            feed.open();
            assertThat(feed.caughtUp()).isFalse();
            assertThat(consumer.position(OUTCOMES)).isEqualTo(outcomes - TAIL);
            log.stream().filter(record -> record.offset() >= outcomes - TAIL).forEach(consumer::addRecord);
            byte[] version = bytes(version("first", Stage.CHAMPION, 1).toByteBuffer());
            consumer.addRecord(new ConsumerRecord<>(Topic.MODEL_VERSIONS.baseName(), 0, 0, new byte[0], version));
            feed.poll().forEach(state::accept);
            feed.poll().forEach(state::accept);
            assertThat(feed.caughtUp()).isTrue();
        }
        return state;
    }

    private static List<LabelledPosition> reservoir(TrainerState state) {
        return state.situation(0).reservoir().select(ENCODER, Long.MIN_VALUE);
    }

    private void append(Outcome outcome) throws IOException {
        log.add(new ConsumerRecord<>(OUTCOMES.topic(), 0, log.size(), new byte[0], bytes(outcome.toByteBuffer())));
    }

    private static MockConsumer<byte[], byte[]> consumer(long outcomes) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Topic topic : READ) {
            consumer.updatePartitions(
                    topic.baseName(), List.of(new PartitionInfo(topic.baseName(), 0, null, null, null)));
            TopicPartition partition = new TopicPartition(topic.baseName(), 0);
            beginnings.put(partition, 0L);
            ends.put(partition, partition.equals(OUTCOMES) ? outcomes : 0L);
        }
        if (outcomes > 0) {
            ends.put(new TopicPartition(Topic.MODEL_VERSIONS.baseName(), 0), 1L);
        }
        consumer.updateBeginningOffsets(beginnings);
        consumer.updateEndOffsets(ends);
        return consumer;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static TopicReader<Received<SpecificRecord>> feed(MockConsumer<byte[], byte[]> consumer) {
        Topics topics = new Topics(PlatformSettings.from(Settings.of(Map.of())));
        return new TopicReader<>(
                () -> consumer,
                topics,
                TrainerService.starts(TAIL),
                TrainerReadingTest::plainBinary,
                Patience.unbounded());
    }

    /** Avro's own frame, which needs no schema registry. */
    private static Optional<Received<SpecificRecord>> plainBinary(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = READ.stream()
                .filter(each -> each.baseName().equals(record.topic()))
                .findFirst()
                .orElseThrow();
        try {
            byte[] framed = record.value();
            SpecificRecord event = new SpecificDatumReader<SpecificRecord>(topic.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(framed, FRAME, framed.length - FRAME, null));
            return Optional.of(new Received<>(topic, record, Optional.of(event)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
