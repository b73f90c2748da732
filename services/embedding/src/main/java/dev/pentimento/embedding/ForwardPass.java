package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass of every encoder over a batch. An image on which the champion's encoder gives no usable vector is rejected,
 * and the others go on without it; an encoder of candidates that fails is left out, since shadows must not cost images.
 */
final class ForwardPass {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardPass.class);

    private final EmbeddingMetrics metrics;

    ForwardPass(EmbeddingMetrics metrics) {
        this.metrics = metrics;
    }

    /** @param rejected takes what the champion's encoder could not embed */
    EmbeddedImages run(ImageBatch batch, List<ImageEmbedder> embedders, List<Rejected> rejected) {
        if (batch.images().isEmpty()) {
            return new EmbeddedImages(List.of(), Map.of());
        }
        try {
            return run(batch, embedders);
        } catch (UnusableOutputException e) {
            return withoutBadRows(batch, embedders, rejected);
        }
    }

    private EmbeddedImages run(ImageBatch batch, List<ImageEmbedder> embedders) {
        Map<String, FloatMatrix> vectors = new LinkedHashMap<>();
        for (ImageEmbedder embedder : embedders) {
            try {
                vectors.put(embedder.encoderId(), embed(embedder, batch.pixels()));
            } catch (RuntimeException e) {
                if (vectors.isEmpty()) {
                    throw e;
                }
                LOG.warn(
                        "encoder {} of a candidate fails, these images go on without it: {}",
                        embedder.encoderId(),
                        e.getMessage());
            }
        }
        return new EmbeddedImages(batch.images(), vectors);
    }

    /** Halves the batch until the rows that make no vector are alone. */
    private EmbeddedImages withoutBadRows(ImageBatch batch, List<ImageEmbedder> embedders, List<Rejected> rejected) {
        List<Integer> good = new ArrayList<>();
        keepGood(batch, embedders.get(0), 0, batch.images().size(), good, rejected);
        int[] rows = good.stream().mapToInt(Integer::intValue).toArray();
        Map<ImageShape, FloatMatrix> pixels = new LinkedHashMap<>();
        batch.pixels().forEach((shape, matrix) -> pixels.put(shape, matrix.select(rows)));
        List<DecodedImage> images = good.stream().map(batch.images()::get).toList();
        return images.isEmpty()
                ? new EmbeddedImages(List.of(), Map.of())
                : run(new ImageBatch(images, pixels, List.of()), embedders);
    }

    private void keepGood(
            ImageBatch batch, ImageEmbedder champion, int from, int to, List<Integer> good, List<Rejected> rejected) {
        int[] rows = IntStream.range(from, to).toArray();
        try {
            FloatMatrix pixels = Objects.requireNonNull(batch.pixels().get(champion.input()));
            champion.embed(pixels.select(rows));
            IntStream.of(rows).forEach(good::add);
        } catch (UnusableOutputException e) {
            if (rows.length == 1) {
                rejected.add(new Rejected(
                        batch.images().get(from).record(),
                        DeadLetterReason.FAILED_INFERENCE,
                        String.valueOf(e.getMessage())));
                return;
            }
            int middle = (from + to) >>> 1;
            keepGood(batch, champion, from, middle, good, rejected);
            keepGood(batch, champion, middle, to, good, rejected);
        }
    }

    private FloatMatrix embed(ImageEmbedder embedder, Map<ImageShape, FloatMatrix> pixels) {
        FloatMatrix input = Objects.requireNonNull(pixels.get(embedder.input()));
        return Objects.requireNonNull(metrics.inference.record(() -> embedder.embed(input)));
    }
}
