package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.RecordedRange.Reading;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends the records behind dead letters of one reason to their topics again. How far it has come is committed, in a group
 * for the reason, in the transaction that sends: however often it is run or killed, each letter is resubmitted once.
 */
final class Resubmission implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Connection connection;
    private final DeadLetterReason reason;
    private final boolean dryRun;
    private final String group;
    private final Set<String> topics;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Originals originals;
    private volatile boolean stopped;
    private long sent;
    private long lost;

    Resubmission(Connection connection, DeadLetterReason reason, boolean dryRun) {
        this.connection = connection;
        this.reason = reason;
        this.dryRun = dryRun;
        group = connection
                .topics()
                .prefixed("dead-letters-resubmit-"
                        + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        topics = Stream.of(Topic.IMAGES, Topic.LABELS, Topic.EMBEDDINGS)
                .map(connection.topics()::name)
                .collect(Collectors.toSet());
        consumer = connection
                .clients()
                .consumer(
                        "pentimento-resubmit",
                        Map.of("group.id", group, "allow.auto.create.topics", false, "enable.metrics.push", false));
        originals = new Originals(connection);
    }

    /**
     * Up to the end of the dead letters as it is now.
     *
     * @param printer is shown each letter whose record is sent
     * @param tell is told of those that cannot be
     * @param reading is told how far it is
     */
    void run(Consumer<DeadLetter> printer, Consumer<String> tell, Reading reading) {
        if (dryRun) {
            readTo(begin(), records -> letters(records, printer, tell), reading);
            return;
        }
        try (Producer<byte[], byte[]> producer =
                connection.clients().producer("pentimento-resubmit", Map.of("transactional.id", group))) {
            // Ends what a killed resubmission left open, before the offsets are asked for: they would be waited for.
            producer.initTransactions();
            readTo(
                    begin(),
                    records -> {
                        List<ProducerRecord<byte[], byte[]>> again = letters(records, printer, tell);
                        producer.beginTransaction();
                        again.forEach(producer::send);
                        producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
                        producer.commitTransaction();
                    },
                    reading);
        }
    }

    /**
     * Goes behind what was resubmitted before.
     *
     * @return where the dead letters end now
     */
    private Map<TopicPartition, Long> begin() {
        List<TopicPartition> partitions = connection.partitions(Topic.DEAD_LETTERS);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        partitions.forEach(each -> {
            OffsetAndMetadata offset = committed.get(each);
            long begin = begins.getOrDefault(each, 0L);
            consumer.seek(each, offset == null ? begin : Math.max(begin, offset.offset()));
        });
        return ends;
    }

    private void readTo(
            Map<TopicPartition, Long> ends, Consumer<ConsumerRecords<byte[], byte[]>> reader, Reading reading) {
        long begin = positions();
        long total = ends.values().stream().mapToLong(Long::longValue).sum() - begin;
        try {
            while (!stopped
                    && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    reader.accept(records);
                }
                reading.at(Topic.DEAD_LETTERS, positions() - begin, total);
            }
        } catch (WakeupException e) {
            // stop() was called: what is committed is committed
        }
    }

    private long positions() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private List<ProducerRecord<byte[], byte[]>> letters(
            ConsumerRecords<byte[], byte[]> records, Consumer<DeadLetter> printer, Consumer<String> tell) {
        List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Optional<DeadLetter> letter = letter(record, tell);
            if (letter.isEmpty() || letter.get().getReason() != reason) {
                continue;
            }
            boolean ours = topics.contains(letter.get().getTopic());
            Optional<Originals.Value> value = ours ? originals.of(letter.get()) : Optional.empty();
            if (value.isEmpty()) {
                lost++;
                String why = ours ? " is no longer in the log: " : " is of a topic that nobody here reads: ";
                tell.accept(place(letter.get()) + why + letter.get().getSize() + " bytes, "
                        + letter.get().getDetail());
                continue;
            }
            sent++;
            printer.accept(letter.get());
            again.add(new ProducerRecord<>(
                    letter.get().getTopic(),
                    letter.get().getPartition(),
                    letter.get().getTimestamp().toEpochMilli(),
                    record.key(),
                    value.get().bytes(),
                    headers(record.headers(), letter.get())));
        }
        return again;
    }

    /** The record's own headers, and where it stood before. */
    private static Headers headers(Headers ofLetter, DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : ofLetter) {
            if (!header.key().startsWith(DeadLetters.HEADER_PREFIX)) {
                headers.add(header);
            }
        }
        return headers.add(DeadLetters.RESUBMITTED_FROM, place(letter).getBytes(StandardCharsets.UTF_8));
    }

    private static String place(DeadLetter letter) {
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }

    private Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record, Consumer<String> tell) {
        try {
            return Optional.of(connection.events().read(Topic.DEAD_LETTERS, record.value(), DeadLetter.class));
        } catch (UnusableRecordException e) {
            tell.accept("passed over offset " + record.offset() + " of " + record.topic() + "-" + record.partition()
                    + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Ends {@link #run} soon; for another thread. */
    void stop() {
        stopped = true;
        consumer.wakeup();
    }

    long sent() {
        return sent;
    }

    /** Records that neither the letter nor the log holds any more. */
    long lost() {
        return lost;
    }

    @Override
    public void close() {
        consumer.close();
        originals.close();
    }
}
