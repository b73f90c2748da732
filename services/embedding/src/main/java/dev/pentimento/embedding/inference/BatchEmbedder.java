package dev.pentimento.embedding.inference;

import dev.pentimento.embedding.decoding.ImageBatch;
import dev.pentimento.embedding.decoding.Rejected;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.Trial;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every encoder on a batch. If the champion's encoder fails on an image, or its vector is not finite, the image is
 * rejected, and the others continue without it. A failing candidate's encoder is left out, because a shadow must not
 * cost images.
 */
final class BatchEmbedder {
    private static final Logger LOG = LoggerFactory.getLogger(BatchEmbedder.class);

    private final Timer timer;

    /** @param timer measures one pass of one encoder */
    BatchEmbedder(Timer timer) {
        this.timer = timer;
    }

    /**
     * @param encoders the champion's first
     * @throws dev.pentimento.serving.faults.MachineFaultException if no image is at fault
     */
    EmbeddedImages embed(ImageBatch batch, List<LoadedEncoder> encoders) {
        if (batch.images().isEmpty()) {
            return new EmbeddedImages(List.of(), Map.of(), batch.rejected());
        }
        LoadedEncoder champion = encoders.get(0);
        FloatMatrix vectors;
        try {
            vectors = pass(batch, champion);
        } catch (RuntimeException e) {
            return inParts(batch, encoders, e);
        }
        return withCandidates(batch, vectors, encoders);
    }

    /** Finds the images on which the champion's encoder fails, and continues without them. */
    private EmbeddedImages inParts(ImageBatch batch, List<LoadedEncoder> encoders, RuntimeException failure) {
        LoadedEncoder champion = encoders.get(0);
        Trial trial = champion.trial();
        trial.requireFaultOfRecords(failure);
        Bisection parts = Bisection.of(pixels(batch, champion), champion);
        trial.requireWorking(); // the machine may have failed meanwhile
        ImageBatch good = without(parts.failures(), batch);
        return good.images().isEmpty()
                ? new EmbeddedImages(List.of(), Map.of(), good.rejected())
                : withCandidates(good, parts.vectors(), encoders);
    }

    private EmbeddedImages withCandidates(ImageBatch batch, FloatMatrix champions, List<LoadedEncoder> encoders) {
        Map<String, FloatMatrix> vectors = new LinkedHashMap<>();
        vectors.put(encoders.get(0).id(), champions);
        for (LoadedEncoder candidate : encoders.subList(1, encoders.size())) {
            try {
                vectors.put(candidate.id(), pass(batch, candidate));
            } catch (RuntimeException e) {
                candidate.trial().requireUndecided(e);
                LOG.warn("encoder {} of a candidate fails and is left out: {}", candidate.id(), e.getMessage());
            }
        }
        return new EmbeddedImages(batch.images(), vectors, batch.rejected());
    }

    private FloatMatrix pass(ImageBatch batch, LoadedEncoder encoder) {
        FloatMatrix input = pixels(batch, encoder);
        return Objects.requireNonNull(timer.record(() -> encoder.embed(input)));
    }

    private static ImageBatch without(Map<Integer, String> failures, ImageBatch batch) {
        List<Rejected> rejected = new ArrayList<>(batch.rejected());
        failures.forEach((row, failure) -> rejected.add(
                new Rejected(batch.images().get(row).record(), DeadLetterReason.FAILED_INFERENCE, failure)));
        int[] good = IntStream.range(0, batch.images().size())
                .filter(row -> !failures.containsKey(row))
                .toArray();
        Map<ImageShape, FloatMatrix> pixels = new LinkedHashMap<>();
        batch.pixels().forEach((shape, matrix) -> pixels.put(shape, matrix.select(good)));
        return new ImageBatch(IntStream.of(good).mapToObj(batch.images()::get).toList(), pixels, rejected);
    }

    private static FloatMatrix pixels(ImageBatch batch, LoadedEncoder encoder) {
        return Objects.requireNonNull(batch.pixels().get(encoder.input()));
    }
}
