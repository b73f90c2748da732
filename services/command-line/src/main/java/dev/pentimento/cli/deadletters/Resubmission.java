package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.RecordedRange.Reading;
import dev.pentimento.cli.watch.DeadLetterRows;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.time.RecordTime;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends the records behind the dead letters with one reason to their topics again. Its progress is committed in a
 * consumer group for that reason, in the same transaction as the records. Each letter is therefore resubmitted once,
 * however often the command is run or killed.
 */
final class Resubmission implements AutoCloseable {
    private final Connection connection;
    private final DeadLetterReason reason;
    private final boolean dryRun;
    private final String group;
    private final Set<String> topics;
    private final Consumer<String> tell;
    private final TopicReader<Received<DeadLetter>> letters;
    private final Originals originals;
    private long sent;
    private long lost;

    /** @param tell receives a message about each record that cannot be sent, and each that is not a dead letter */
    Resubmission(Connection connection, DeadLetterReason reason, boolean dryRun, Consumer<String> tell) {
        this.connection = connection;
        this.tell = tell;
        this.reason = reason;
        this.dryRun = dryRun;
        group = connection
                .topics()
                .prefixed("dead-letters-resubmit-"
                        + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        topics = Stream.of(Topic.IMAGES, Topic.LABELS, Topic.EMBEDDINGS)
                .map(connection.topics()::name)
                .collect(Collectors.toSet());
        letters = new TopicReader<>(
                () -> connection.clients().reader("pentimento-resubmit", Map.of("group.id", group)),
                connection.topics(),
                Map.of(Topic.DEAD_LETTERS, Start.COMMITTED),
                connection.readers().decoding(DeadLetter.class, Connection.noted(tell)),
                Connection.patience());
        originals = new Originals(connection);
    }

    /**
     * Processes the dead letters up to their current end.
     *
     * @param printer shows each letter whose record is sent
     * @param reading shows the progress
     */
    void run(Consumer<DeadLetter> printer, Reading reading) {
        TopicReader.Progress progress = (done, total) -> reading.at(Topic.DEAD_LETTERS, done, total);
        connection.partitions(Topic.DEAD_LETTERS);
        if (dryRun) {
            letters.readToEnd(progress, read -> records(read, printer));
            return;
        }
        try (Producer<byte[], byte[]> producer =
                connection.clients().producer("pentimento-resubmit", Map.of("transactional.id", group))) {
            // Aborts the transaction of a killed resubmission, which would block the end of the topic and the group's
            // offsets.
            producer.initTransactions();
            letters.readToEnd(progress, read -> {
                List<ProducerRecord<byte[], byte[]>> again = records(read, printer);
                Map<TopicPartition, OffsetAndMetadata> next = letters.positions();
                producer.beginTransaction();
                again.forEach(producer::send);
                producer.sendOffsetsToTransaction(next, letters.group());
                producer.commitTransaction();
            });
        }
    }

    private List<ProducerRecord<byte[], byte[]>> records(
            List<Received<DeadLetter>> read, Consumer<DeadLetter> printer) {
        List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>();
        for (Received<DeadLetter> each : read) {
            each.event()
                    .filter(letter -> letter.getReason() == reason)
                    .flatMap(letter -> again(each.record(), letter))
                    .ifPresent(record -> {
                        sent++;
                        printer.accept(each.event().orElseThrow());
                        again.add(record);
                    });
        }
        return again;
    }

    /** The original record; empty if it no longer exists. */
    private Optional<ProducerRecord<byte[], byte[]>> again(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        boolean ours = topics.contains(letter.getTopic());
        Optional<Originals.Value> value = ours ? originals.of(letter) : Optional.empty();
        if (value.isEmpty()) {
            lost++;
            String why = ours ? " is no longer in the log: " : " is from a topic that no service reads: ";
            tell.accept(DeadLetterRows.place(letter) + why + letter.getSize() + " bytes, " + letter.getDetail());
        }
        return value.map(found -> new ProducerRecord<>(
                letter.getTopic(),
                letter.getPartition(),
                RecordTime.believed(
                        letter.getTimestamp().toEpochMilli(),
                        record.timestamp(),
                        InstantSource.system().millis()),
                record.key(),
                found.bytes(),
                headers(record.headers(), letter)));
    }

    /** The record's own headers, and its original position. */
    private static Headers headers(Headers ofLetter, DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : ofLetter) {
            if (!header.key().startsWith(DeadLetters.HEADER_PREFIX)) {
                headers.add(header);
            }
        }
        return headers.add(
                DeadLetters.RESUBMITTED_FROM, DeadLetterRows.place(letter).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes {@link #run} end soon; called from another thread. */
    void stop() {
        letters.stop();
    }

    long sent() {
        return sent;
    }

    /** Number of records that are neither in the letter nor in the log any more. */
    long lost() {
        return lost;
    }

    @Override
    public void close() {
        letters.close();
        originals.close();
    }
}
