package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.platform.kafka.DeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The values of records that dead letters tell of: from the letter, or where it was too long for one, from the log. */
final class Originals implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;

    Originals(Connection connection) {
        consumer = connection
                .clients()
                .consumer(
                        "pentimento-originals",
                        Map.of("allow.auto.create.topics", false, "enable.metrics.push", false, "max.poll.records", 1));
    }

    /** @param bytes none: the record had no value */
    record Value(byte @Nullable [] bytes) {}

    /** Empty if the log no longer has the record, or another one in its place. */
    Optional<Value> of(DeadLetter letter) {
        if (letter.getContent() != null) {
            byte[] bytes = new byte[letter.getContent().remaining()];
            letter.getContent().duplicate().get(bytes);
            return Optional.of(new Value(bytes));
        }
        if (letter.getSize() == 0) {
            return Optional.of(new Value(null));
        }
        return logged(letter)
                .filter(record -> record.value() != null
                        && DeadLetters.sha256(record.value()).equals(letter.getSha256()))
                .map(record -> new Value(record.value()));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> logged(DeadLetter letter) {
        TopicPartition partition = new TopicPartition(letter.getTopic(), letter.getPartition());
        List<TopicPartition> one = List.of(partition);
        long begin = Objects.requireNonNull(consumer.beginningOffsets(one).get(partition));
        long end = Objects.requireNonNull(consumer.endOffsets(one).get(partition));
        if (letter.getOffset() < begin || letter.getOffset() >= end) {
            return Optional.empty();
        }
        consumer.assign(one);
        consumer.seek(partition, letter.getOffset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && consumer.position(partition) <= letter.getOffset()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return Optional.of(record).filter(found -> found.offset() == letter.getOffset());
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
