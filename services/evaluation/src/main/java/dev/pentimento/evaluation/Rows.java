package dev.pentimento.evaluation;

import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import java.nio.ByteBuffer;
import java.util.List;

/** Parts of batches. */
final class Rows {
    private Rows() {}

    /** A batch of one image of another: it can be taken again without answering the others twice. */
    static EmbeddingBatch only(EmbeddingBatch batch, int row) {
        List<EmbeddingSection> sections =
                batch.getSections().stream().map(section -> only(section, row)).toList();
        return EmbeddingBatch.newBuilder()
                .setImagePartition(batch.getImagePartition())
                .setImages(List.of(batch.getImages().get(row)))
                .setSections(sections)
                .setEmbeddedAt(batch.getEmbeddedAt())
                .build();
    }

    private static EmbeddingSection only(EmbeddingSection section, int row) {
        int bytes = section.getDimensions() * Float.BYTES;
        ByteBuffer all = section.getVectors();
        ByteBuffer vector = all.slice(all.position() + row * bytes, bytes);
        return new EmbeddingSection(section.getEncoderId(), section.getDimensions(), vector);
    }
}
