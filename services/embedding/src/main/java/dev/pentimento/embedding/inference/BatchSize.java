package dev.pentimento.embedding.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.serving.encoders.LoadedEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many images are embedded at once: as many as fit into memory and take about a second, estimated from the last
 * batch. A stop, a rebalance and the first prediction wait for a batch, and a large network needs a tenth of a second
 * for each image. Not thread-safe.
 */
final class BatchSize {
    private static final Duration WANTED = Duration.ofSeconds(1);
    /** For encoders without a measured batch. */
    private static final int FIRST = 16;
    /** The last batch may have been slow by chance. */
    private static final int FEWEST = 4;

    private final long maxBytes;
    private List<String> measured = List.of();
    private long nanosForOne;

    /** @param maxBytes of pixels */
    BatchSize(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    int images(List<LoadedEncoder> encoders) {
        long inMemory = Math.max(1, maxBytes / Math.max(1, bytes(encoders)));
        long inTime =
                ids(encoders).equals(measured) ? Math.max(FEWEST, WANTED.toNanos() / Math.max(1, nanosForOne)) : FIRST;
        return (int) Math.min(inMemory, inTime);
    }

    /** @param time of the encoders alone: images are fetched in parallel */
    void took(List<LoadedEncoder> encoders, int images, Duration time) {
        if (images > 0) {
            measured = ids(encoders);
            nanosForOne = time.toNanos() / images;
        }
    }

    private static List<String> ids(List<LoadedEncoder> encoders) {
        return encoders.stream().map(LoadedEncoder::id).toList();
    }

    /** Of one image, in every input shape of the encoders. */
    private static long bytes(List<LoadedEncoder> encoders) {
        Set<ImageShape> shapes = encoders.stream().map(LoadedEncoder::input).collect(Collectors.toSet());
        return shapes.stream()
                .mapToLong(shape -> (long) shape.size() * Float.BYTES)
                .sum();
    }
}
