package dev.pentimento.embedding.writing;

import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.time.RecordTime;
import dev.pentimento.platform.tracing.BatchSpans;
import dev.pentimento.platform.tracing.TraceHeaders;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns embeddings and rejected records into the output of one transaction. */
public final class OutputWriter {
    private final ServiceContext context;
    private final BatchWriter batches;
    private final DeadLetters deadLetters;
    /** Timestamp of an image, as far as one counted. */
    private long latestMillis = RecordTime.UNKNOWN;

    /**
     * @param service names the writer in dead letters
     * @param maxBatchBytes largest size of one batch
     */
    public OutputWriter(ServiceContext context, String service, int maxBatchBytes) {
        this.context = context;
        batches = new BatchWriter(context.clock(), maxBatchBytes);
        deadLetters = new DeadLetters(service);
    }

    /** @param spans under which the images are embedded; their contexts are propagated */
    public Output write(EmbeddedImages embedded, BatchSpans<Place> spans) {
        return new Output(
                batches.write(embedded).stream()
                        .map(batch -> record(batch, spans))
                        .toList(),
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

    private Output.BatchRecord record(EmbeddingBatch batch, BatchSpans<Place> spans) {
        long newest = batch.getImages().stream()
                .mapToLong(image -> believed(image.getTimestamp().toEpochMilli()))
                .max()
                .orElseThrow();
        byte[] value = context.events().write(Topic.EMBEDDINGS, batch);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                context.topics().name(Topic.EMBEDDINGS), batch.getImagePartition(), newest, null, value);
        if (spans.handsOn()) {
            TraceHeaders.put(record.headers(), contexts(batch, spans));
        }
        return new Output.BatchRecord(record, batch.getImages().size());
    }

    private static Map<Integer, SpanContext> contexts(EmbeddingBatch batch, BatchSpans<Place> spans) {
        Map<Integer, SpanContext> contexts = new TreeMap<>();
        for (int row = 0; row < batch.getImages().size(); row++) {
            SpanContext context = spans.of(new Place(
                    batch.getImagePartition(), batch.getImages().get(row).getOffset()));
            if (context.isValid()) {
                contexts.put(row, context);
            }
        }
        return contexts;
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
