package dev.pentimento.embedding.crashes;

import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the records of a partition carefully after an instance has terminated there without a clean shutdown. It
 * sets aside the record that repeatedly crashes the process: by a crash of the engine, by a failed allocation or by a
 * fault of the machine.
 *
 * <p>A partition that is being processed carries {@link Mark.Open}; the transactions write it. An instance that takes
 * over such a partition makes small passes, each after writing its own mark. If it crashes during a pass, the next
 * instance processes those records one by one. A record that has crashed the process twice on its own becomes a dead
 * letter. A mark is set only while records are decoded and embedded: a kill while a transaction is written accuses no
 * record.
 *
 * <p>The owner of the partition commits a mark outside transactions, at the offset of the first uncommitted record, so
 * it moves no offset. Used by the thread that polls.
 */
public final class CrashWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CrashWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final int maxImages;
    private final Set<TopicPartition> unread = new HashSet<>();
    private final Set<TopicPartition> open = new HashSet<>();
    private final Map<TopicPartition, Suspicion> suspicions = new HashMap<>();
    private boolean failed;

    /** @param maxImages largest number of records in one pass */
    public CrashWatch(Consumer<byte[], byte[]> consumer, int maxImages) {
        this.consumer = consumer;
        this.maxImages = maxImages;
    }

    /** The metadata of every offset that a transaction commits. */
    public static String metadata() {
        return new Mark.Open().text();
    }

    /** This instance takes over partitions. Their marks are read with their first records. */
    public void takesOver(Collection<TopicPartition> partitions) {
        unread.addAll(partitions);
    }

    /** The group has assigned the partitions to other instances. */
    public void lost(Collection<TopicPartition> partitions) {
        unread.removeAll(partitions);
        open.removeAll(partitions);
        suspicions.keySet().removeAll(partitions);
    }

    /** The process stops because of a failure: the marks stay for the next instance. */
    public void failed() {
        failed = true;
    }

    /** Hands over cleanly: all work on these partitions is committed or was never started. */
    public void handsOver(Collection<TopicPartition> partitions) {
        Set<TopicPartition> clean = new HashSet<>(partitions);
        clean.retainAll(open);
        clean.removeAll(suspicions.keySet());
        if (!failed && !clean.isEmpty()) {
            try {
                Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
                consumer.committed(clean, PATIENCE).forEach((partition, at) -> {
                    if (at != null) {
                        marks.put(partition, at(at.offset(), at.leaderEpoch(), new Mark.Clean()));
                    }
                });
                consumer.commitSync(marks, PATIENCE);
            } catch (KafkaException e) {
                LOG.info(
                        "{} carry a mark of work that is done; the next instance begins carefully: {}",
                        clean,
                        e.getMessage());
            }
        }
        lost(partitions);
    }

    /**
     * Reads the marks of partitions that were taken over. Call it before any of these records is processed.
     *
     * @throws KafkaException if the broker does not answer; call again with the next records
     */
    public void begins(ConsumerRecords<byte[], byte[]> records) {
        if (unread.isEmpty()) {
            return;
        }
        Set<TopicPartition> begun = new HashSet<>(records.partitions());
        begun.retainAll(unread);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(begun);
        Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
        for (TopicPartition partition : begun) {
            OffsetAndMetadata at = committed.get(partition);
            ConsumerRecord<byte[], byte[]> first = records.records(partition).get(0);
            if (at == null) {
                marks.put(partition, at(first.offset(), first.leaderEpoch(), new Mark.Open()));
            } else if (Mark.of(at) instanceof Mark.Clean) {
                marks.put(partition, at(at.offset(), at.leaderEpoch(), new Mark.Open()));
            } else {
                suspect(partition, at);
            }
        }
        if (!marks.isEmpty()) {
            consumer.commitSync(marks);
        }
        open.addAll(begun);
        unread.removeAll(begun);
    }

    /** The records in question were in the log when the last instance terminated, and in one pass. */
    private void suspect(TopicPartition partition, OffsetAndMetadata at) {
        Long end = consumer.endOffsets(Set.of(partition)).get(partition);
        int most = (int) Math.min(maxImages, Math.max(1, (end == null ? Long.MAX_VALUE : end) - at.offset()));
        suspicions.put(partition, Suspicion.after(Mark.of(at), most));
        LOG.warn(
                "the last instance did not shut down cleanly while it embedded images of {} ({}): up to {} records are taken"
                        + " in small passes",
                partition,
                at.metadata(),
                most);
    }

    /**
     * How many of these records the next pass may contain; a pass under suspicion contains records of one partition.
     */
    public int most(List<ConsumerRecord<byte[], byte[]>> records) {
        if (suspicions.isEmpty()) {
            return records.size();
        }
        Suspicion suspicion = suspicions.get(TopicReader.partition(records.get(0)));
        if (suspicion == null) {
            return length(records, each -> !suspicions.containsKey(TopicReader.partition(each)));
        }
        TopicPartition first = TopicReader.partition(records.get(0));
        return Math.min(
                suspicion.nextPass(),
                length(records, each -> TopicReader.partition(each).equals(first)));
    }

    private static int length(
            List<ConsumerRecord<byte[], byte[]>> records, Predicate<ConsumerRecord<byte[], byte[]>> belongs) {
        int length = 1;
        while (length < records.size() && belongs.test(records.get(length))) {
            length++;
        }
        return length;
    }

    /**
     * Decodes and embeds, after writing a mark if these records are under suspicion. A record that has crashed the
     * process too often is refused without embedding.
     *
     * @param records at most as many as {@link #most} says
     */
    public EmbeddedImages embed(List<ConsumerRecord<byte[], byte[]>> records, Supplier<EmbeddedImages> embedding) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        Suspicion suspicion = suspicions.get(TopicReader.partition(first));
        if (suspicion == null) {
            return embedding.get();
        } else if (suspicion.isCertain()) {
            return new EmbeddedImages(List.of(), Map.of(), List.of(refused(first, suspicion)));
        }
        mark(first, suspicion.mark(records.size()));
        try {
            EmbeddedImages embedded = embedding.get();
            mark(first, new Mark.Open());
            return embedded;
        } catch (KafkaException e) {
            mark(first, new Mark.Open()); // brokers or registry are at fault
            throw e;
        }
    }

    private static Rejected refused(ConsumerRecord<byte[], byte[]> record, Suspicion suspicion) {
        return new Rejected(
                record,
                DeadLetterReason.CRASHES_SERVICE,
                "the embedding service ended " + suspicion.crashes() + " times while it embedded this image alone");
    }

    private void mark(ConsumerRecord<byte[], byte[]> first, Mark mark) {
        consumer.commitSync(Map.of(TopicReader.partition(first), at(first.offset(), first.leaderEpoch(), mark)));
    }

    /** The transaction of these records is committed. */
    public void committed(List<ConsumerRecord<byte[], byte[]>> records) {
        if (suspicions.isEmpty()) {
            return;
        }
        TopicPartition partition = TopicReader.partition(records.get(0));
        Suspicion left = suspicions.computeIfPresent(partition, (same, suspicion) -> suspicion.without(records.size()));
        if (left != null && left.isOver()) {
            suspicions.remove(partition);
            LOG.info("{} has passed the point where the last instance ended", partition);
        }
    }

    private static OffsetAndMetadata at(long offset, Optional<Integer> leaderEpoch, Mark mark) {
        return new OffsetAndMetadata(offset, leaderEpoch, mark.text());
    }
}
