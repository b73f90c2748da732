package dev.pentimento.embedding;

import dev.pentimento.embedding.crashes.CrashWatch;
import dev.pentimento.embedding.inference.EmbeddedImages;
import dev.pentimento.embedding.inference.RecordEmbedder;
import dev.pentimento.embedding.writing.Output;
import dev.pentimento.embedding.writing.OutputWriter;
import dev.pentimento.embedding.writing.Transactions;
import dev.pentimento.platform.kafka.RecordFetch.Place;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.tracing.BatchSpans;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.swapping.ServingSet;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Embeds some images and commits the result with their offsets, in one transaction.
 *
 * @param encoders are held during a pass: a swap takes effect in the next pass
 */
record EmbeddingPass(
        ServingSet<LoadedEncoder> encoders,
        RecordEmbedder embedder,
        OutputWriter writer,
        Transactions transactions,
        EmbeddingMetrics metrics,
        Tracing tracing) {

    /**
     * Embeds as many images as fit into one pass, and commits them.
     *
     * @param rest the records of the poll that are not committed yet
     * @param polled when the poll began, if this is its first pass
     * @return the number of images
     * @throws org.apache.kafka.common.KafkaException if the commit is uncertain, or the registry does not answer
     * @throws dev.pentimento.serving.faults.MachineFaultException if no image is at fault
     */
    int run(
            ConsumerRecords<byte[], byte[]> poll,
            List<ConsumerRecord<byte[], byte[]>> rest,
            ConsumerGroupMetadata group,
            CrashWatch crashes,
            OptionalLong polled) {
        try (ServingSet.Holding<LoadedEncoder> held = encoders.hold()) {
            int most = Math.min(crashes.most(rest), embedder.nextSize(held.resources()));
            List<ConsumerRecord<byte[], byte[]>> first = rest.subList(0, most);
            try (BatchSpans<Place> spans = spans(first, polled)) {
                EmbeddedImages embedded = crashes.embed(first, () -> embedder.embed(first, held.resources(), spans));
                int images = embedded.records();
                first.subList(images, most).forEach(left -> spans.leave(place(left)));
                List<ConsumerRecord<byte[], byte[]>> done = rest.subList(0, images);
                Output output = writer.write(embedded, spans);
                Map<TopicPartition, OffsetAndMetadata> offsets =
                        images == rest.size() ? marked(poll.nextOffsets()) : offsetsAfter(done);
                metrics.transaction.record(() -> spans.step("commit", () -> {
                    transactions.write(output.records(), offsets, group);
                    return images;
                }));
                crashes.committed(done);
                metrics.committed(output);
                output.logRejected();
                return images;
            }
        }
    }

    private BatchSpans<Place> spans(List<ConsumerRecord<byte[], byte[]>> records, OptionalLong polled) {
        if (!tracing.on()) {
            return BatchSpans.none();
        }
        Map<Place, SpanContext> contexts = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SpanContext context = TraceHeaders.of(record.headers());
            if (context.isValid()) {
                contexts.put(place(record), context);
            }
        }
        long now = System.nanoTime();
        BatchSpans<Place> spans =
                tracing.batch("embed images", "embed image", records.get(0).topic(), contexts, polled.orElse(now));
        polled.ifPresent(began -> spans.step("poll", began, now));
        return spans;
    }

    private static Place place(ConsumerRecord<?, ?> record) {
        return new Place(record.partition(), record.offset());
    }

    private static Map<TopicPartition, OffsetAndMetadata> marked(Map<TopicPartition, OffsetAndMetadata> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, at) ->
                offsets.put(partition, new OffsetAndMetadata(at.offset(), at.leaderEpoch(), CrashWatch.metadata())));
        return offsets;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsetsAfter(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offsets.put(
                    TopicReader.partition(record),
                    new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), CrashWatch.metadata()));
        }
        return offsets;
    }
}
