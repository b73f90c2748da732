package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.ServiceContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records to vectors, in as many passes as their pixels need. */
final class Passes implements AutoCloseable {
    /** They wait more than they work; each holds one image at most. */
    private static final int FETCHERS = 16;

    private final ParallelRows fetchers;
    private final EmbeddingMetrics metrics;
    private final BatchDecoder decoder;
    private final ForwardPass forward;
    private final int maxPassBytes;

    Passes(ServiceContext context, EmbeddingSettings settings, EmbeddingMetrics metrics, ParallelRows threads) {
        this.metrics = metrics;
        this.fetchers = new ParallelRows(settings.clientName() + "-fetcher", FETCHERS);
        this.decoder = new BatchDecoder(context.events(), threads, fetchers, ContentFetcher.of(settings), metrics);
        this.forward = new ForwardPass(metrics);
        this.maxPassBytes = settings.maxPassBytes();
    }

    /**
     * @param embedded is given what came of each pass
     * @param stop asked between passes: with a large network, those of one poll take longer than a process has to end
     * @return the records that cannot be used
     * @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked: nothing is skipped
     * @throws CancellationException if it was stopped
     */
    List<Rejected> run(
            List<ConsumerRecord<byte[], byte[]>> records,
            List<ImageEmbedder> embedders,
            Consumer<EmbeddedImages> embedded,
            BooleanSupplier stop) {
        Set<ImageShape> shapes = new LinkedHashSet<>();
        embedders.forEach(embedder -> shapes.add(embedder.input()));
        List<Rejected> rejected = new ArrayList<>();
        int atOnce = imagesInOnePass(shapes);
        for (int from = 0; from < records.size(); from += atOnce) {
            if (from > 0 && stop.getAsBoolean()) {
                throw new CancellationException("stopped after " + from + " of " + records.size() + " images");
            }
            List<ConsumerRecord<byte[], byte[]>> pass = records.subList(from, Math.min(records.size(), from + atOnce));
            ImageBatch batch = Objects.requireNonNull(metrics.decoding.record(() -> decoder.decode(pass, shapes)));
            rejected.addAll(batch.rejected());
            embedded.accept(forward.run(batch, embedders, rejected));
        }
        return rejected;
    }

    private int imagesInOnePass(Set<ImageShape> shapes) {
        long bytes = shapes.stream()
                .mapToLong(shape -> (long) shape.size() * Float.BYTES)
                .sum();
        return (int) Math.max(1, maxPassBytes / Math.max(1, bytes));
    }

    @Override
    public void close() {
        fetchers.close();
    }
}
