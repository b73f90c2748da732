package dev.pentimento.embedding.writing;

import dev.pentimento.embedding.decoding.DecodedImage;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns embedded images into batches: one or more for each source partition, each within the size limit. */
public final class BatchWriter {
    /** Upper bound of the Avro encoding of one image's lengths, times, offset and union tags. */
    private static final int FRAME_BYTES = 48;
    /** Characters to UTF-8 at most. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final InstantSource clock;
    private final int maxBytes;

    /** @param maxBytes largest size of one batch, unless a single image needs more */
    public BatchWriter(InstantSource clock, int maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    public List<EmbeddingBatch> write(EmbeddedImages embedded) {
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
            int more = vectorBytes + bytes(embedded.images().get(row));
            if (parts.isEmpty() || bytes + more > maxBytes) {
                parts.add(new ArrayList<>());
                bytes = 0;
            }
            bytes += more;
            parts.get(parts.size() - 1).add(row);
        }
        return parts;
    }

    private static int bytes(DecodedImage decoded) {
        EmbeddedImage image = decoded.description();
        int source = image.getSource() == null ? 0 : image.getSource().length();
        int trace = TraceHeaders.isIn(decoded.record().headers()) ? TraceHeaders.BYTES_EACH : 0;
        return FRAME_BYTES + trace + BYTES_PER_CHARACTER * (image.getId().length() + source);
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
                .setEmbeddedAt(clock.instant())
                .build();
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
}
