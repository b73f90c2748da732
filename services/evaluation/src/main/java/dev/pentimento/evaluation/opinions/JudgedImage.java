package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.statistics.requests.Drawing;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data about a judged image that its outcome needs.
 *
 * @param timestampMillis timestamp of the image's record
 * @param trace context of the image's trace; invalid if it has none
 * @param drawing with which probability it was drawn for a label; none: it was not drawn
 */
public record JudgedImage(
        String id,
        RecordPosition image,
        EmbeddingPosition embedding,
        long timestampMillis,
        @Nullable Instant capturedAt,
        @Nullable String source,
        LineUp lineUp,
        ArmOpinions opinions,
        SpanContext trace,
        @Nullable Drawing drawing) {
    private static final int CAPTURED = 1;
    private static final int SOURCE = 2;
    private static final int SAME_PARTITION = 4;
    /** Releases without label requests do not know it, and lose such an image if they take over the state. */
    private static final int DRAWN = 8;

    private static final int TRACE_BYTES = TraceId.getLength() / 2 + SpanId.getLength() / 2 + 1;

    /** Without a trace, and not drawn for a label. */
    public JudgedImage(
            String id,
            RecordPosition image,
            EmbeddingPosition embedding,
            long timestampMillis,
            @Nullable Instant capturedAt,
            @Nullable String source,
            LineUp lineUp,
            ArmOpinions opinions) {
        this(
                id,
                image,
                embedding,
                timestampMillis,
                capturedAt,
                source,
                lineUp,
                opinions,
                SpanContext.getInvalid(),
                null);
    }

    /** The same image in a trace. */
    public JudgedImage traced(SpanContext context) {
        return new JudgedImage(
                id, image, embedding, timestampMillis, capturedAt, source, lineUp, opinions, context, drawing);
    }

    /** The same image, drawn for a label. */
    public JudgedImage drawn(Drawing its) {
        return new JudgedImage(id, image, embedding, timestampMillis, capturedAt, source, lineUp, opinions, trace, its);
    }

    /** Writes the context of the trace, after all other data. Releases without tracing leave these bytes unread. */
    public void writeTrace(Packer packer) {
        if (trace.isValid()) {
            packer.rest(trace.getTraceIdBytes())
                    .rest(trace.getSpanIdBytes())
                    .raw(trace.getTraceFlags().asByte());
        }
    }

    /** The image with the trace that {@link #writeTrace} wrote, if any. */
    public JudgedImage readTrace(Unpacker unpacker) {
        if (unpacker.left() != TRACE_BYTES) {
            return this;
        }
        byte[] bytes = unpacker.rest();
        int span = TraceId.getLength() / 2;
        return traced(SpanContext.createFromRemoteParent(
                TraceId.fromBytes(bytes),
                SpanId.fromBytes(Arrays.copyOfRange(bytes, span, TRACE_BYTES - 1)),
                TraceFlags.fromByte(bytes[TRACE_BYTES - 1]),
                TraceState.getDefault()));
    }

    /** Writes everything but the id and the line-up, which are stored elsewhere, and the trace. */
    public void write(Packer packer) {
        boolean samePartition = image.getPartition() == embedding.getPartition();
        packer.raw((capturedAt == null ? 0 : CAPTURED)
                | (source == null ? 0 : SOURCE)
                | (samePartition ? SAME_PARTITION : 0)
                | (drawing == null ? 0 : DRAWN));
        if (drawing != null) {
            packer.text(drawing.text());
        }
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
        Drawing drawing = (flags & DRAWN) == 0 ? null : Drawing.ofText(unpacker.text());
        RecordPosition image = new RecordPosition(unpacker.count(), unpacker.number());
        int partition = (flags & SAME_PARTITION) != 0 ? image.getPartition() : unpacker.count();
        EmbeddingPosition embedding = new EmbeddingPosition(partition, unpacker.number(), unpacker.count());
        long timestamp = unpacker.number();
        Instant captured = (flags & CAPTURED) == 0 ? null : Instant.ofEpochMilli(timestamp + unpacker.number());
        String source = (flags & SOURCE) == 0 ? null : unpacker.text();
        JudgedImage judged = new JudgedImage(
                id, image, embedding, timestamp, captured, source, lineUp, ArmOpinions.read(unpacker, lineUp));
        return drawing == null ? judged : judged.drawn(drawing);
    }
}
