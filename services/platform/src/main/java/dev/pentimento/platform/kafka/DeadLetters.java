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

/** Makes the event that tells of a record which could not be used. */
public final class DeadLetters {
    /** Longer values stay in the log alone; the event says where. */
    static final int MAX_CONTENT_BYTES = 1024 * 1024;

    /** Headers of ours that a dead letter's record has, so that it can be sorted without being decoded. */
    public static final String HEADER_PREFIX = "pentimento.";

    /** Where a record was resubmitted from; a resubmitted record that fails again still has it. */
    public static final String RESUBMITTED_FROM = HEADER_PREFIX + "resubmitted.from";

    /** Longer keys, and more bytes of headers, are left out: with them a letter may not fit into its topic. */
    private static final int MAX_FRAME_BYTES = 64 * 1024;

    private final String service;

    public DeadLetters(String service) {
        this.service = service;
    }

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
                .setDetail(detail)
                .setSha256(sha256(bytes))
                .setSize(bytes.length)
                .setContent(value == null || bytes.length > MAX_CONTENT_BYTES ? null : ByteBuffer.wrap(bytes))
                .build();
    }

    /**
     * The headers of a letter's record: those of the record that it tells of, and reason, service and coordinates.
     *
     * @param original none: not known any more
     */
    public static Headers headers(DeadLetter letter, @Nullable Headers original) {
        RecordHeaders headers = new RecordHeaders();
        int bytes = 0;
        for (Header header : original == null ? new RecordHeaders() : original) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
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

    private static void add(Headers headers, String name, String value) {
        headers.add(HEADER_PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a letter's record: as it came, or none if it is too long to come along. */
    public static byte @Nullable [] key(byte @Nullable [] key) {
        return key == null || key.length > MAX_FRAME_BYTES ? null : key;
    }

    /** SHA-256 as letters have it: 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
