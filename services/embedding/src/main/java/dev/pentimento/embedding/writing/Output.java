package dev.pentimento.embedding.writing;

import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.events.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one transaction writes.
 *
 * @param batches records of {@code embeddings}
 * @param rejected the records that become dead letters
 * @param deadLetters records of {@code dead-letters}
 */
public record Output(
        List<BatchRecord> batches, List<Rejected> rejected, List<ProducerRecord<byte[], byte[]>> deadLetters) {
    private static final Logger LOG = LoggerFactory.getLogger(Output.class);

    /** @param images number of images in it */
    public record BatchRecord(ProducerRecord<byte[], byte[]> record, int images) {}

    /** All records to send. */
    public Stream<ProducerRecord<byte[], byte[]>> records() {
        return Stream.concat(batches.stream().map(BatchRecord::record), deadLetters.stream());
    }

    /** Images that have an embedding. */
    public int embedded() {
        return batches.stream().mapToInt(BatchRecord::images).sum();
    }

    /** Images on which the champion's encoder failed. */
    public int failedInference() {
        return (int) rejected.stream()
                .filter(each -> each.reason() == DeadLetterReason.FAILED_INFERENCE)
                .count();
    }

    /** Logs the rejected records. Call it only after the commit. */
    public void logRejected() {
        for (Rejected each : rejected) {
            ConsumerRecord<byte[], byte[]> record = each.record();
            byte[] key = record.key();
            LOG.atWarn()
                    .addKeyValue("imageId", key == null ? null : new String(key, StandardCharsets.UTF_8))
                    .addKeyValue("reason", each.reason())
                    .log(
                            "cannot use offset {} of {}-{}: {}: {}",
                            record.offset(),
                            record.topic(),
                            record.partition(),
                            each.reason(),
                            each.detail());
        }
    }
}
