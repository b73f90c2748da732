package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a judged image that its outcome needs.
 *
 * @param timestampMillis timestamp of the image's record
 */
public record JudgedImage(
        String id,
        RecordPosition image,
        EmbeddingPosition embedding,
        long timestampMillis,
        @Nullable Instant capturedAt,
        @Nullable String source,
        LineUp lineUp,
        ArmOpinions opinions) {
    private static final int CAPTURED = 1;
    private static final int SOURCE = 2;
    private static final int SAME_PARTITION = 4;

    /** Writes everything but the id and the line-up: they are stored elsewhere. */
    public void write(Packer packer) {
        boolean samePartition = image.getPartition() == embedding.getPartition();
        packer.raw((capturedAt == null ? 0 : CAPTURED)
                | (source == null ? 0 : SOURCE)
                | (samePartition ? SAME_PARTITION : 0));
        packer.number(image.getPartition()).number(image.getOffset());
        if (!samePartition) {
            packer.number(embedding.getPartition());
        }
        packer.number(embedding.getOffset()).number(embedding.getIndex()).number(timestampMillis);
        if (capturedAt != null) {
            packer.number(capturedAt.toEpochMilli() - timestampMillis);
        }
        if (source != null) {
            packer.text(source);
        }
        opinions.write(packer);
    }

    public static JudgedImage read(Unpacker unpacker, String id, LineUp lineUp) {
        int flags = unpacker.raw();
        RecordPosition image = new RecordPosition(unpacker.count(), unpacker.number());
        int partition = (flags & SAME_PARTITION) != 0 ? image.getPartition() : unpacker.count();
        EmbeddingPosition embedding = new EmbeddingPosition(partition, unpacker.number(), unpacker.count());
        long timestamp = unpacker.number();
        Instant captured = (flags & CAPTURED) == 0 ? null : Instant.ofEpochMilli(timestamp + unpacker.number());
        String source = (flags & SOURCE) == 0 ? null : unpacker.text();
        return new JudgedImage(
                id, image, embedding, timestamp, captured, source, lineUp, ArmOpinions.read(unpacker, lineUp));
    }
}
