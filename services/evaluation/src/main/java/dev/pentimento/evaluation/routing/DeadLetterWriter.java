package dev.pentimento.evaluation.routing;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.operations.DeadLetterCounters;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates a dead letter for each record that cannot be used, counts it and logs it. */
public final class DeadLetterWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

    private final DeadLetters letters;
    private final DeadLetterCounters counters;

    public DeadLetterWriter(DeadLetters letters, DeadLetterCounters counters) {
        this.letters = letters;
        this.counters = counters;
    }

    /**
     * @param output turns the letter into an output of the calling step
     * @return the record that the step forwards, with the key, the headers and the timestamp of the unusable record
     */
    public <O> Record<byte[], O> letter(
            UnusableRecord record, DeadLetterReason reason, String detail, Function<DeadLetter, O> output) {
        LOG.atWarn()
                .addKeyValue("imageId", record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8))
                .addKeyValue("reason", reason)
                .log(
                        "cannot use offset {} of {}-{}: {}: {}",
                        record.offset(),
                        record.topic(),
                        record.partition(),
                        reason,
                        detail);
        counters.count(reason);
        DeadLetter letter = letters.of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestampMillis(),
                record.value(),
                reason,
                detail);
        return new Record<>(
                DeadLetters.key(record.key()),
                output.apply(letter),
                Math.max(0, record.timestampMillis()),
                DeadLetters.headers(letter, record.headers()));
    }
}
