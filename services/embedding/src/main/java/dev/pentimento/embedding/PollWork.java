package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one poll found, made into what is written for it. Nothing is kept from one poll to the next. */
final class PollWork {
    private static final int LONGEST_DETAIL = 2000;

    private final ServiceContext context;
    private final EmbeddingMetrics metrics;
    private final BatchDecoder decoder;
    private final ForwardPass forward;
    private final BatchWriter writer;
    private final DeadLetters deadLetters = new DeadLetters(EmbeddingService.NAME);
    private final int maxPassBytes;

    PollWork(ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, ParallelRows threads) {
        this.context = context;
        this.metrics = metrics;
        this.decoder = new BatchDecoder(context.events(), threads);
        this.forward = new ForwardPass(metrics);
        this.writer = new BatchWriter(context, settings.maxBatchBytes());
        this.maxPassBytes = settings.maxPassBytes();
    }

    /** @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped */
    PollResult embed(List<ConsumerRecord<byte[], byte[]>> records, List<ImageEmbedder> embedders) {
        Set<ImageShape> shapes = new LinkedHashSet<>();
        embedders.forEach(embedder -> shapes.add(embedder.input()));
        List<BatchWriter.BatchRecord> batches = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        int atOnce = imagesInOnePass(shapes);
        for (int from = 0; from < records.size(); from += atOnce) {
            List<ConsumerRecord<byte[], byte[]>> pass = records.subList(from, Math.min(records.size(), from + atOnce));
            ImageBatch batch = Objects.requireNonNull(metrics.decoding.record(() -> decoder.decode(pass, shapes)));
            rejected.addAll(batch.rejected());
            batches.addAll(writer.write(forward.run(batch, embedders, rejected)));
        }
        return new PollResult(
                batches, rejected, rejected.stream().map(this::deadLetter).toList());
    }

    private int imagesInOnePass(Set<ImageShape> shapes) {
        long bytes = shapes.stream()
                .mapToLong(shape -> (long) shape.size() * Float.BYTES)
                .sum();
        return (int) Math.max(1, maxPassBytes / Math.max(1, bytes));
    }

    private ProducerRecord<byte[], byte[]> deadLetter(Rejected rejected) {
        ConsumerRecord<byte[], byte[]> record = rejected.record();
        String detail = rejected.detail();
        DeadLetter letter = deadLetters.of(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.value(),
                rejected.reason(),
                detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…");
        byte[] value = context.events().write(Topic.DEAD_LETTERS, letter);
        long timestamp = Math.max(0, record.timestamp());
        return new ProducerRecord<>(context.topics().name(Topic.DEAD_LETTERS), null, timestamp, record.key(), value);
    }
}
