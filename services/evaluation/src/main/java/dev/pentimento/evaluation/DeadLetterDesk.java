package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records that cannot be used into dead letters, and counts them. */
final class DeadLetterDesk {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterDesk.class);

    private final DeadLetters letters = new DeadLetters(EvaluationService.NAME);
    private final Topics topics;
    private final Events events;
    private final Instruments instruments;

    DeadLetterDesk(Surroundings surroundings) {
        topics = surroundings.topics();
        events = surroundings.events();
        instruments = surroundings.instruments();
    }

    /** For the record in hand. */
    Record<byte[], Routed> letter(
            Record<byte[], byte[]> record, RecordMetadata at, DeadLetterReason reason, String detail) {
        return letter(
                record.key(),
                record.headers(),
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                record.value(),
                reason,
                detail);
    }

    Record<byte[], Routed> letter(Record<byte[], byte[]> record, RecordMetadata at, UnusableRecordException why) {
        return letter(record, at, why.reason(), String.valueOf(why.getMessage()));
    }

    /** For a label read earlier. */
    Record<byte[], Routed> letter(String imageId, LabelArrival label, DeadLetterReason reason, String detail) {
        return letter(
                Bytes.ofText(imageId),
                label.headers(),
                topics.name(Topic.LABELS),
                label.partition(),
                label.offset(),
                label.timestampMillis(),
                label.value(),
                reason,
                detail);
    }

    private Record<byte[], Routed> letter(
            byte @Nullable [] key,
            Headers headers,
            String topic,
            int partition,
            long offset,
            long timestampMillis,
            byte @Nullable [] value,
            DeadLetterReason reason,
            String detail) {
        LOG.atWarn()
                .addKeyValue("imageId", key == null ? null : new String(key, StandardCharsets.UTF_8))
                .addKeyValue("reason", reason)
                .log("cannot use offset {} of {}-{}: {}: {}", offset, topic, partition, reason, detail);
        instruments.deadLetter(reason);
        DeadLetter letter = letters.of(topic, partition, offset, timestampMillis, value, reason, detail);
        return new Record<>(
                DeadLetters.key(key),
                new Routed(Route.DEAD_LETTERS, events.write(Topic.DEAD_LETTERS, letter)),
                Math.max(0, timestampMillis),
                DeadLetters.headers(letter, headers));
    }
}
