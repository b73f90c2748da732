package dev.pentimento.dashboard.topics;

import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the embeddings of images where they stand; those that are not found in time, or not any more, are left out. */
final class EmbeddingFetch {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingFetch.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ServiceContext context;
    private final Duration patience;
    private final List<MapPoint> found = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();

    EmbeddingFetch(ServiceContext context, Duration patience) {
        this.context = context;
        this.patience = patience;
    }

    /** @param embeddings n×d, of the points in their order */
    record Fetched(FloatMatrix embeddings, List<MapPoint> points) {}

    Fetched fetch(List<MapPoint> wanted, int dimensions) {
        Map<Integer, TreeMap<Long, List<MapPoint>>> byPartition = new HashMap<>();
        for (MapPoint point : wanted) {
            byPartition
                    .computeIfAbsent(point.vector().partition(), none -> new TreeMap<>())
                    .computeIfAbsent(point.vector().offset(), none -> new ArrayList<>())
                    .add(point);
        }
        Instant deadline = context.clock().instant().plus(patience);
        try (Consumer<byte[], byte[]> consumer =
                context.clients().consumer("dashboard-embeddings", Map.of("auto.offset.reset", "earliest"))) {
            byPartition.forEach((partition, batches) -> read(consumer, partition, batches, dimensions, deadline));
        }
        return new Fetched(FloatMatrix.ofRows(vectors.toArray(new float[0][]), dimensions), List.copyOf(found));
    }

    private void read(
            Consumer<byte[], byte[]> consumer,
            int partition,
            TreeMap<Long, List<MapPoint>> batches,
            int dimensions,
            Instant deadline) {
        TopicPartition source = new TopicPartition(context.topics().name(Topic.EMBEDDINGS), partition);
        consumer.assign(List.of(source));
        consumer.seek(source, batches.firstKey());
        long last = batches.lastKey();
        while (consumer.position(source) <= last && context.clock().instant().isBefore(deadline)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, batches.getOrDefault(record.offset(), List.of()), dimensions);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, List<MapPoint> points, int dimensions) {
        if (points.isEmpty()) {
            return;
        }
        try {
            EmbeddingBatch batch = context.events().read(Topic.EMBEDDINGS, record.value(), EmbeddingBatch.class);
            for (EmbeddingSection section : batch.getSections()) {
                if (section.getEncoderId().equals(points.get(0).vector().encoder())
                        && section.getDimensions() == dimensions) {
                    FloatMatrix matrix = FloatMatrix.fromLittleEndian(section.getVectors(), dimensions);
                    for (MapPoint point : points) {
                        found.add(point);
                        vectors.add(matrix.row(point.vector().index()));
                    }
                }
            }
        } catch (UnusableRecordException e) {
            LOG.warn("passed over offset {} of {}: {}", record.offset(), record.topic(), e.getMessage());
        }
    }
}
