package dev.pentimento.evaluation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the records of the changelog topics that tasks have read, or still have to read, before they resume. */
final class RestoredRecords implements StateRestoreListener {
    private static final String PREFIX = "pentimento.evaluation.state.";

    private final Counter records;
    private final Map<TopicPartition, Restore> running = new ConcurrentHashMap<>();

    /** For one changelog: the first offset that is not read yet, and the offset after the last one. */
    private record Restore(long next, long end) {
        long left() {
            return Math.max(0, end - next);
        }
    }

    RestoredRecords(MeterRegistry registry) {
        records = Counter.builder(PREFIX + "restored.records")
                .description("Records of the changelog topics that were read to restore state, before tasks went on")
                .register(registry);
        Gauge.builder(PREFIX + "restoring", this, RestoredRecords::left)
                .baseUnit("records")
                .description("Records of the changelog topics that are still to be read before tasks go on")
                .register(registry);
    }

    private long left() {
        return running.values().stream().mapToLong(Restore::left).sum();
    }

    /** The restoring client has stopped. */
    void ended() {
        running.clear();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
        running.put(changelog, new Restore(from, to));
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long restored) {
        records.increment(restored);
        running.computeIfPresent(changelog, (same, restore) -> new Restore(last + 1, restore.end()));
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long restored) {
        running.remove(changelog);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long restored) {
        running.remove(changelog);
    }
}
