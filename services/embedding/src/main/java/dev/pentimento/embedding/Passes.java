package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.ServiceContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records to vectors. */
final class Passes implements AutoCloseable {
    /** They wait more than they work; each holds one image at most. */
    private static final int FETCHERS = 16;

    private final ParallelRows fetchers;
    private final EmbeddingMetrics metrics;
    private final BatchDecoder decoder;
    private final ForwardPass forward;
    private final PassSize size;

    Passes(ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, ParallelRows threads) {
        this.metrics = metrics;
        this.fetchers = new ParallelRows(settings.clientName() + "-fetcher", FETCHERS);
        this.decoder = new BatchDecoder(context.events(), threads, fetchers, ContentFetcher.of(settings), metrics);
        this.forward = new ForwardPass(metrics);
        this.size = new PassSize(settings.maxPassBytes());
    }

    /** How many images the next pass should take. */
    int atOnce(List<ImageEmbedder> embedders) {
        return size.images(embedders);
    }

    /**
     * One pass over all of these.
     *
     * @param rejected takes the records that cannot be used
     * @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped
     */
    EmbeddedImages run(
            List<ConsumerRecord<byte[], byte[]>> records, List<ImageEmbedder> embedders, List<Rejected> rejected) {
        Set<ImageShape> shapes = new LinkedHashSet<>();
        embedders.forEach(embedder -> shapes.add(embedder.input()));
        ImageBatch batch = Objects.requireNonNull(metrics.decoding.record(() -> decoder.decode(records, shapes)));
        rejected.addAll(batch.rejected());
        long begin = System.nanoTime();
        EmbeddedImages embedded = forward.run(batch, embedders, rejected);
        size.took(embedders, batch.images().size(), Duration.ofNanos(System.nanoTime() - begin));
        return embedded;
    }

    @Override
    public void close() {
        fetchers.close();
    }
}
