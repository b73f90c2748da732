package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes the event that tells of a record which could not be used. */
public final class DeadLetters {
    /** Longer values stay in the log alone; the event says where. */
    static final int MAX_CONTENT_BYTES = 1024 * 1024;

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

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
