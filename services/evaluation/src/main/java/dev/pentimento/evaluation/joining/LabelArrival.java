package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.routing.UnusableRecord;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A label on its way to its image. It keeps its record's position and bytes, in case it becomes a dead letter.
 *
 * @param label none: it withdraws an earlier label
 * @param labelledAt when it was assigned, or else its record's timestamp
 * @param value none: the record had none, which withdraws a label too
 * @param answersRequest whether it says so
 */
public record LabelArrival(
        @Nullable String label,
        Instant labelledAt,
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] value,
        Headers headers,
        boolean answersRequest) {
    private static final int WITH_REQUESTS = VersionedFormat.FIRST + 2;

    /** Before {@value #WITH_REQUESTS}, labels answered no requests. */
    public static final VersionedFormat<LabelArrival> FORMAT = VersionedFormat.of(
                    WITH_REQUESTS, LabelArrival::writeAnswer, LabelArrival::readAnswer)
            .reads(VersionedFormat.FIRST, LabelArrival::read)
            .readsWithoutFormat(LabelArrival::read)
            .writesFormer(VersionedFormat.FIRST, label -> !label.answersRequest, LabelArrival::write);

    /** A label that nobody requested. */
    public LabelArrival(
            @Nullable String label,
            Instant labelledAt,
            int partition,
            long offset,
            long timestampMillis,
            byte @Nullable [] value,
            Headers headers) {
        this(label, labelledAt, partition, offset, timestampMillis, value, headers, false);
    }

    /** The label's record. Its key was not kept, so the image id replaces it. */
    UnusableRecord unusable(String topic, String imageId) {
        return new UnusableRecord(Bytes.ofText(imageId), value, headers, topic, partition, offset, timestampMillis);
    }

    private LabelArrival answering(boolean request) {
        return new LabelArrival(label, labelledAt, partition, offset, timestampMillis, value, headers, request);
    }

    void writeAnswer(Packer packer) {
        packer.raw(answersRequest ? 1 : 0);
        write(packer);
    }

    static LabelArrival readAnswer(Unpacker unpacker) {
        boolean answers = unpacker.raw() != 0;
        return read(unpacker).answering(answers);
    }

    /** Without {@link #answersRequest}. */
    void write(Packer packer) {
        packer.optionalText(label)
                .number(labelledAt.toEpochMilli())
                .number(partition)
                .number(offset)
                .number(timestampMillis)
                .optionalBytes(value);
        Header[] all = headers.toArray();
        packer.number(all.length);
        for (Header header : all) {
            packer.text(header.key()).optionalBytes(header.value());
        }
    }

    static LabelArrival read(Unpacker unpacker) {
        return new LabelArrival(
                unpacker.optionalText(),
                Instant.ofEpochMilli(unpacker.number()),
                unpacker.count(),
                unpacker.number(),
                unpacker.number(),
                unpacker.optionalBytes(),
                headers(unpacker));
    }

    private static Headers headers(Unpacker unpacker) {
        RecordHeaders headers = new RecordHeaders();
        for (int left = unpacker.count(); left > 0; left--) {
            headers.add(unpacker.text(), unpacker.optionalBytes());
        }
        return headers;
    }
}
