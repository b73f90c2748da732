package dev.pentimento.embedding.writing;

import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.time.RecordTime;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns embeddings and rejected records into what one transaction writes. */
public final class OutputWriter {
    private final ServiceContext context;
    private final BatchWriter batches;
    private final DeadLetters deadLetters;

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

    private Output.BatchRecord record(EmbeddingBatch batch) {
        long newest = batch.getImages().stream()
                .map(EmbeddedImage::getTimestamp)
                .mapToLong(Instant::toEpochMilli)
                .max()
                .orElseThrow();
        byte[] value = context.events().write(Topic.EMBEDDINGS, batch);
        return new Output.BatchRecord(
                new ProducerRecord<>(
                        context.topics().name(Topic.EMBEDDINGS),
                        batch.getImagePartition(),
                        RecordTime.accepted(newest, context.clock()),
                        null,
                        value),
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
        long timestamp = RecordTime.accepted(record.timestamp(), context.clock());
        return new ProducerRecord<>(
                context.topics().name(Topic.DEAD_LETTERS),
                null,
                timestamp,
                DeadLetters.key(record.key()),
                value,
                DeadLetters.headers(letter, record.headers()));
    }
}
