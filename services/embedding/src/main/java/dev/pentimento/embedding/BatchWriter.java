package dev.pentimento.embedding;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.statistics.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Embedded images to records of {@code embeddings}: by source partition, each within the limit of bytes. */
final class BatchWriter {
    /** Lengths, times, the offset and the union's marks of one image, as Avro writes them at most. */
    private static final int FRAME_BYTES = 48;
    /** Characters to UTF-8 at most. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final ServiceContext context;
    private final int maxBytes;

    BatchWriter(ServiceContext context, int maxBytes) {
        this.context = context;
        this.maxBytes = maxBytes;
    }

    List<BatchRecord> write(EmbeddedImages embedded) {
        return batches(embedded).stream().map(this::record).toList();
    }

    /** The same without making records of them. */
    List<EmbeddingBatch> batches(EmbeddedImages embedded) {
        Map<Integer, List<Integer>> rowsByPartition = new TreeMap<>();
        for (int row = 0; row < embedded.images().size(); row++) {
            rowsByPartition
                    .computeIfAbsent(embedded.images().get(row).partition(), partition -> new ArrayList<>())
                    .add(row);
        }
        List<EmbeddingBatch> batches = new ArrayList<>();
        rowsByPartition.forEach((partition, rows) -> {
            for (List<Integer> part : split(embedded, rows)) {
                batches.add(batch(embedded, partition, part));
            }
        });
        return batches;
    }

    private List<List<Integer>> split(EmbeddedImages embedded, List<Integer> rows) {
        int vectorBytes = embedded.vectors().values().stream()
                .mapToInt(vectors -> vectors.columns() * Float.BYTES)
                .sum();
        List<List<Integer>> parts = new ArrayList<>();
        long bytes = Long.MAX_VALUE;
        for (int row : rows) {
            int more = vectorBytes + bytes(embedded.images().get(row).description());
            if (parts.isEmpty() || bytes + more > maxBytes) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            bytes += more;
            parts.get(parts.size() - 1).add(row);
        }
        return parts;
    }

    private static int bytes(EmbeddedImage image) {
        int source = image.getSource() == null ? 0 : image.getSource().length();
        return FRAME_BYTES + BYTES_PER_CHARACTER * (image.getId().length() + source);
    }

    private EmbeddingBatch batch(EmbeddedImages embedded, int partition, List<Integer> rows) {
        List<EmbeddedImage> images = rows.stream()
                .map(row -> embedded.images().get(row).description())
                .toList();
        List<EmbeddingSection> sections = new ArrayList<>();
        embedded.vectors().forEach((encoder, vectors) -> sections.add(section(encoder, vectors, rows)));
        return EmbeddingBatch.newBuilder()
                .setImagePartition(partition)
                .setImages(images)
                .setSections(sections)
                .setEmbeddedAt(context.clock().instant())
                .build();
    }

    private BatchRecord record(EmbeddingBatch batch) {
        List<EmbeddedImage> images = batch.getImages();
        int partition = batch.getImagePartition();
        long newest = images.stream()
                .map(EmbeddedImage::getTimestamp)
                .mapToLong(Instant::toEpochMilli)
                .max()
                .orElseThrow();
        byte[] value = context.events().write(Topic.EMBEDDINGS, batch);
        return new BatchRecord(
                new ProducerRecord<>(context.topics().name(Topic.EMBEDDINGS), partition, newest, null, value),
                images.size());
    }

    private static EmbeddingSection section(String encoder, FloatMatrix vectors, List<Integer> rows) {
        int columns = vectors.columns();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(rows.size(), columns * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        var floats = bytes.asFloatBuffer();
        for (int row : rows) {
            floats.put(vectors.values(), row * columns, columns);
        }
        return EmbeddingSection.newBuilder()
                .setEncoderId(encoder)
                .setDimensions(columns)
                .setVectors(bytes)
                .build();
    }

    /** @param images how many are in it */
    record BatchRecord(ProducerRecord<byte[], byte[]> record, int images) {}
}
