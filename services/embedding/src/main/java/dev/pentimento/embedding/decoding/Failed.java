package dev.pentimento.embedding.decoding;

import dev.pentimento.events.DeadLetterReason;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record on which the machine failed, perhaps only because of the images decoded at the same time. It is retried
 * once, alone.
 *
 * @param row its place among the records
 */
record Failed(ConsumerRecord<byte[], byte[]> record, int row, Error error) implements DecodingResult {
    private static final long MEBIBYTE = 1024 * 1024;

    /**
     * Processes one record.
     *
     * @throws LinkageError if the program itself is broken: then no record is at fault
     */
    static DecodingResult guard(ConsumerRecord<byte[], byte[]> record, int row, Supplier<DecodingResult> work) {
        try {
            return work.get();
        } catch (LinkageError e) {
            throw e;
        } catch (Error e) {
            return new Failed(record, row, e);
        }
    }

    /** The record also failed alone. */
    Rejected rejected() {
        if (error instanceof OutOfMemoryError) {
            return new Rejected(
                    record,
                    DeadLetterReason.IMAGE_TOO_LARGE,
                    "the image takes more memory than is left of the heap of "
                            + Runtime.getRuntime().maxMemory() / MEBIBYTE
                            + " MiB (-Xmx), also when it is decoded alone: "
                            + error.getMessage());
        }
        return new Rejected(
                record, DeadLetterReason.UNDECODABLE_IMAGE, "the decoder fails on the image, each time: " + error);
    }
}
