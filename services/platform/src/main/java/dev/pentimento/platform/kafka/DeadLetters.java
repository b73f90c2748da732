package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Creates the event that describes an unusable record.
 *
 * @param service that could not use it
 */
public record DeadLetters(String service) {
    /** Longer values remain only in the log; the event refers to them. */
    static final int MAX_CONTENT_BYTES = 1024 * 1024;

    /** Prefix of our own headers, by which dead letters can be sorted without decoding them. */
    public static final String HEADER_PREFIX = "pentimento.";

    /** The original position of a resubmitted record. A record that fails again keeps this header. */
    public static final String RESUBMITTED_FROM = HEADER_PREFIX + "resubmitted.from";

    /** A letter omits longer keys and further headers, which might make it too large for its topic. */
    private static final int MAX_FRAME_BYTES = 64 * 1024;

    /** A text that quotes an untrusted record may be as long as the record. */
    private static final int LONGEST_DETAIL = 2_000;

    /**
     * Overhead of a header besides its name and value, in a record and in memory: even empty headers must not be free.
     */
    private static final int HEADER_BYTES = 16;

    /** @param timestampMillis the record's timestamp, milliseconds since 1970; -1 if it has none */
    public DeadLetter of(
            String topic,
            int partition,
            long offset,
            long timestampMillis,
            byte @Nullable [] value,
            DeadLetterReason reason,
            String detail) {
        byte[] bytes = value == null ? new byte[0] : value;
        return DeadLetter.newBuilder()
                .setTopic(topic)
                .setPartition(partition)
                .setOffset(offset)
                .setTimestamp(Instant.ofEpochMilli(Math.max(0, timestampMillis)))
                .setService(service)
                .setReason(reason)
                .setDetail(detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…")
                .setSha256(sha256(bytes))
                .setSize(bytes.length)
                .setContent(value == null || bytes.length > MAX_CONTENT_BYTES ? null : ByteBuffer.wrap(bytes))
                .build();
    }

    /**
     * The headers of a letter's record: those of the unusable record, and reason, service and coordinates.
     *
     * @param original headers of the unusable record; null if they are no longer known
     */
    public static Headers headers(DeadLetter letter, @Nullable Headers original) {
        RecordHeaders headers = new RecordHeaders();
        long bytes = 0;
        for (Header header : original == null ? new RecordHeaders() : original) {
            bytes += bytes(header);
            boolean ours =
                    header.key().startsWith(HEADER_PREFIX) && !header.key().equals(RESUBMITTED_FROM);
            if (!ours && bytes <= MAX_FRAME_BYTES) {
                headers.add(header);
            }
        }
        add(headers, "reason", letter.getReason().name());
        add(headers, "service", letter.getService());
        add(headers, "topic", letter.getTopic());
        add(headers, "partition", "" + letter.getPartition());
        add(headers, "offset", "" + letter.getOffset());
        return headers;
    }

    /** The size of these headers, each with 16 bytes besides its name and value. */
    public static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += bytes(header);
        }
        return bytes;
    }

    private static int bytes(Header header) {
        return HEADER_BYTES + header.key().length() + (header.value() == null ? 0 : header.value().length);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(HEADER_PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a letter's record: that of the unusable record, or null if it is too long. */
    public static byte @Nullable [] key(byte @Nullable [] key) {
        return key == null || key.length > MAX_FRAME_BYTES ? null : key;
    }

    /** SHA-256 as 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
