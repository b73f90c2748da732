package dev.pentimento.evaluation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the records of the changelog topics that tasks read before they go on. */
final class RestoredRecords implements StateRestoreListener {
    private final Counter records;

    RestoredRecords(MeterRegistry registry) {
        records = Counter.builder("pentimento.evaluation.state.restored.records")
                .description("Records of the changelog topics that were read to restore state, before tasks went on")
                .register(registry);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {}

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long restored) {
        records.increment(restored);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long restored) {}
}
