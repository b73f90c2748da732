package dev.pentimento.trainer.retraining;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads embeddings where they stand in {@code embeddings}: one partition after the other, forwards, committed ones. */
final class EmbeddingFetch {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingFetch.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** A longer way to the next wanted batch is jumped, a shorter one read. */
    private static final long JUMP = 200;

    private final ServiceContext context;
    private final Consumer<byte[], byte[]> consumer;

    /** @param consumer of committed records; the caller closes it */
    EmbeddingFetch(ServiceContext context, Consumer<byte[], byte[]> consumer) {
        this.context = context;
        this.consumer = consumer;
    }

    /**
     * @param embeddings n×d
     * @param positions of its rows; those whose batch is no longer in the log are missing
     */
    record Fetched(FloatMatrix embeddings, List<LabelledPosition> positions) {}

    /**
     * @param wanted in the order of their places, all of one encoder
     * @param cancelled once true, what has been read until then comes back
     */
    Fetched fetch(List<LabelledPosition> wanted, int dimensions, BooleanSupplier cancelled) {
        Map<Integer, TreeMap<Long, List<LabelledPosition>>> byPartition = new TreeMap<>();
        for (LabelledPosition each : wanted) {
            byPartition
                    .computeIfAbsent(each.partition(), none -> new TreeMap<>())
                    .computeIfAbsent(each.offset(), none -> new ArrayList<>())
                    .add(each);
        }
        Rows rows = new Rows(dimensions);
        byPartition.forEach((partition, batches) -> readPartition(partition, batches, rows, cancelled));
        return rows.fetched();
    }

    private void readPartition(
            int partition, TreeMap<Long, List<LabelledPosition>> batches, Rows rows, BooleanSupplier cancelled) {
        TopicPartition source = new TopicPartition(context.topics().name(Topic.EMBEDDINGS), partition);
        consumer.assign(List.of(source));
        consumer.seek(source, batches.firstKey());
        long end = Objects.requireNonNull(consumer.endOffsets(List.of(source)).get(source));
        while (!batches.isEmpty() && !cancelled.getAsBoolean() && consumer.position(source) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                List<LabelledPosition> here = batches.remove(record.offset());
                if (here != null) {
                    take(record, here, rows);
                }
            }
            batches.headMap(consumer.position(source)).clear(); // deleted since
            if (!batches.isEmpty() && batches.firstKey() > consumer.position(source) + JUMP) {
                consumer.seek(source, batches.firstKey());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, List<LabelledPosition> here, Rows rows) {
        try {
            EmbeddingBatch batch = context.events().read(Topic.EMBEDDINGS, record.value(), EmbeddingBatch.class);
            for (EmbeddingSection section : batch.getSections()) {
                if (section.getEncoderId().equals(here.get(0).encoderId())) {
                    rows.add(FloatMatrix.fromLittleEndian(section.getVectors(), section.getDimensions()), here);
                }
            }
        } catch (UnusableRecordException e) {
            LOG.warn("ignored offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }

    private static final class Rows {
        private final int dimensions;
        private final List<float[]> values = new ArrayList<>();
        private final List<LabelledPosition> positions = new ArrayList<>();

        Rows(int dimensions) {
            this.dimensions = dimensions;
        }

        void add(FloatMatrix section, List<LabelledPosition> here) {
            for (LabelledPosition position : here) {
                if (section.columns() == dimensions && position.index() < section.rows()) {
                    values.add(section.row(position.index()));
                    positions.add(position);
                }
            }
        }

        Fetched fetched() {
            return new Fetched(FloatMatrix.ofRows(values.toArray(new float[0][]), dimensions), List.copyOf(positions));
        }
    }
}
