package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records, made into what is written for them. Nothing is kept from one pass to the next but how long it took. */
final class PassWork implements AutoCloseable {
    private static final int LONGEST_DETAIL = 2000;

    private final ServiceContext context;
    private final Passes passes;
    private final BatchWriter writer;
    private final DeadLetters deadLetters = new DeadLetters(EmbeddingService.NAME);

    PassWork(ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, ParallelRows threads) {
        this.context = context;
        this.passes = new Passes(context, settings, metrics, threads);
        this.writer = new BatchWriter(context, settings.maxBatchBytes());
    }

    /** How many images the next pass should take. */
    int atOnce(List<ImageEmbedder> embedders) {
        return passes.atOnce(embedders);
    }

    /** @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped */
    PassResult embed(List<ConsumerRecord<byte[], byte[]>> records, List<ImageEmbedder> embedders) {
        List<Rejected> rejected = new ArrayList<>();
        EmbeddedImages embedded = passes.run(records, embedders, rejected);
        return new PassResult(
                writer.write(embedded),
                rejected,
                rejected.stream().map(this::deadLetter).toList());
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
