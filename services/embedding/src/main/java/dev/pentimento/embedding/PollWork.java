package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one poll found, made into what is written for it. Nothing is kept from one poll to the next. */
final class PollWork implements AutoCloseable {
    private static final int LONGEST_DETAIL = 2000;

    private final ServiceContext context;
    private final Passes passes;
    private final BatchWriter writer;
    private final DeadLetters deadLetters = new DeadLetters(EmbeddingService.NAME);

    PollWork(ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, ParallelRows threads) {
        this.context = context;
        this.passes = new Passes(context, settings, metrics, threads);
        this.writer = new BatchWriter(context, settings.maxBatchBytes());
    }

    /**
     * @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped
     * @throws java.util.concurrent.CancellationException if {@code stop} became true before the last pass
     */
    PollResult embed(
            List<ConsumerRecord<byte[], byte[]>> records, List<ImageEmbedder> embedders, BooleanSupplier stop) {
        List<BatchWriter.BatchRecord> batches = new ArrayList<>();
        List<Rejected> rejected =
                passes.run(records, embedders, embedded -> batches.addAll(writer.write(embedded)), stop);
        return new PollResult(
                batches, rejected, rejected.stream().map(this::deadLetter).toList());
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
        return new ProducerRecord<>(
                context.topics().name(Topic.DEAD_LETTERS),
                null,
                timestamp,
                DeadLetters.key(record.key()),
                value,
                DeadLetters.headers(letter, record.headers()));
    }

    @Override
    public void close() {
        passes.close();
    }
}
