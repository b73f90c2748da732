package dev.pentimento.trainer;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything that the trainer learns from, each topic from its beginning, but of {@code outcomes} the end alone. It
 * belongs to no group and keeps no offsets: its state is what the topics say.
 */
final class TopicFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final List<Topic> SOURCES = List.of(
            Topic.MODEL_VERSIONS,
            Topic.MODEL_COMMANDS,
            Topic.PREDICTION_QUALITY,
            Topic.EMBEDDING_DRIFT,
            Topic.OUTCOMES);

    private final Consumer<byte[], byte[]> consumer;
    private final Decoding decoding;
    private final long tail;
    private final Map<String, Topic> topics = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean caughtUp;

    /** How records become events. */
    interface Decoding {
        String topic(Topic topic);

        <T extends SpecificRecord> T event(Topic topic, byte @Nullable [] bytes, Class<T> type)
                throws UnusableRecordException;
    }

    /** Takes what is read. */
    interface Listener {
        void version(ModelVersion version);

        void versionDeleted(String id);

        void command(ModelCommand command);

        void quality(QualityWindow window);

        void drift(DriftWindow window);

        void outcome(Outcome outcome);
    }

    /**
     * @param consumer of committed records
     * @param tail outcomes to be read from each partition at the start, at most
     */
    TopicFeed(Consumer<byte[], byte[]> consumer, Decoding decoding, long tail) {
        this.consumer = consumer;
        this.decoding = decoding;
        this.tail = tail;
    }

    /** Goes to where reading begins. */
    void open() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : SOURCES) {
            String name = decoding.topic(topic);
            topics.put(name, topic);
            List<PartitionInfo> known = consumer.partitionsFor(name);
            if (known == null || known.isEmpty()) {
                throw new KafkaException("there is no topic " + name);
            }
            known.forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
        }
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long beginning = Objects.requireNonNull(beginnings.get(partition));
            boolean whole = topics.get(partition.topic()) != Topic.OUTCOMES;
            long end = Objects.requireNonNull(ends.get(partition));
            consumer.seek(partition, whole ? beginning : Math.max(beginning, end - tail));
        }
    }

    /** Whether everything has been read that was there when reading began. */
    boolean caughtUp() {
        if (!caughtUp) {
            caughtUp = ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return caughtUp;
    }

    /**
     * Hands over what is there, waiting a tenth of a second at most. What cannot be read for good is skipped.
     *
     * @throws RetriableException if the schema registry cannot be asked: reading goes on there next time
     */
    void poll(Listener listener) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Map<TopicPartition, Long> unread = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            unread.put(partition, records.records(partition).get(0).offset());
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                accept(record, listener);
                unread.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
        } catch (RetriableException e) {
            unread.forEach(consumer::seek);
            throw e;
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record, Listener listener) {
        Topic topic = Objects.requireNonNull(topics.get(record.topic()));
        if (record.value() == null) {
            if (topic == Topic.MODEL_VERSIONS && record.key() != null) {
                listener.versionDeleted(new String(record.key(), StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            switch (topic) {
                case MODEL_VERSIONS -> listener.version(decoding.event(topic, record.value(), ModelVersion.class));
                case MODEL_COMMANDS -> listener.command(decoding.event(topic, record.value(), ModelCommand.class));
                case PREDICTION_QUALITY -> listener.quality(decoding.event(topic, record.value(), QualityWindow.class));
                case EMBEDDING_DRIFT -> listener.drift(decoding.event(topic, record.value(), DriftWindow.class));
                case OUTCOMES -> listener.outcome(decoding.event(topic, record.value(), Outcome.class));
                default -> throw new IllegalStateException("not read: " + topic);
            }
        } catch (UnusableRecordException e) {
            LOG.warn(
                    "ignored offset {} of {}-{}: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
        }
    }

    /** Ends a {@link #poll} under way in another thread with a {@link org.apache.kafka.common.errors.WakeupException}. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
