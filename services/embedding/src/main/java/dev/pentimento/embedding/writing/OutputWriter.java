package dev.pentimento.embedding.writing;

import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.time.RecordTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns embeddings and rejected records into what one transaction writes. */
public final class OutputWriter {
    private final ServiceContext context;
    private final BatchWriter batches;
    private final DeadLetters deadLetters;
    /** Timestamp of an image, as far as one counted. */
    private long latestMillis = RecordTime.UNKNOWN;

    /**
     * @param service names the writer in dead letters
     * @param maxBatchBytes length of one batch at most
     */
    public OutputWriter(ServiceContext context, String service, int maxBatchBytes) {
        this.context = context;
        batches = new BatchWriter(context.clock(), maxBatchBytes);
        deadLetters = new DeadLetters(service);
    }

    public Output write(EmbeddedImages embedded) {
        return new Output(
                batches.write(embedded).stream().map(this::record).toList(),
                embedded.rejected(),
                embedded.rejected().stream().map(this::deadLetter).toList());
    }

    private long believed(long timestampMillis) {
        long now = context.clock().millis();
        if (RecordTime.counts(timestampMillis, latestMillis, now)) {
            latestMillis = Math.max(latestMillis, timestampMillis);
        }
        return RecordTime.believed(timestampMillis, latestMillis, now);
    }

    private Output.BatchRecord record(EmbeddingBatch batch) {
        long newest = batch.getImages().stream()
                .mapToLong(image -> believed(image.getTimestamp().toEpochMilli()))
                .max()
                .orElseThrow();
        byte[] value = context.events().write(Topic.EMBEDDINGS, batch);
        return new Output.BatchRecord(
                new ProducerRecord<>(
                        context.topics().name(Topic.EMBEDDINGS), batch.getImagePartition(), newest, null, value),
                batch.getImages().size());
    }

    private ProducerRecord<byte[], byte[]> deadLetter(Rejected rejected) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        DeadLetter letter = deadLetters.of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.value(),
                rejected.reason(),
                rejected.detail());
        byte[] value = context.events().write(Topic.DEAD_LETTERS, letter);
        return new ProducerRecord<>(
                context.topics().name(Topic.DEAD_LETTERS),
                null,
                believed(record.timestamp()),
                DeadLetters.key(record.key()),
                value,
                DeadLetters.headers(letter, record.headers()));
    }
}
