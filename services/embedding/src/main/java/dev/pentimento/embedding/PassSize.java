package dev.pentimento.embedding;

import dev.pentimento.learning.image.ImageShape;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many images one pass takes: as many as their pixels allow, and as are embedded within about a second, by what the
 * pass before took. A stop, a rebalance and the first opinion wait for a pass, and a large network takes a tenth of a
 * second for each image. Not safe for several threads.
 */
final class PassSize {
    private static final Duration WANTED = Duration.ofSeconds(1);
    /** Of encoders that nothing is known of yet. */
    private static final int FIRST = 16;
    /** A pass may have been slow by chance. */
    private static final int FEWEST = 4;

    private final long maxPassBytes;
    private List<String> measured = List.of();
    private long nanosForOne;

    PassSize(long maxPassBytes) {
        this.maxPassBytes = maxPassBytes;
    }

    int images(List<ImageEmbedder> embedders) {
        long inMemory = Math.max(1, maxPassBytes / Math.max(1, bytes(embedders)));
        long inTime =
                ids(embedders).equals(measured) ? Math.max(FEWEST, WANTED.toNanos() / Math.max(1, nanosForOne)) : FIRST;
        return (int) Math.min(inMemory, inTime);
    }

    /** @param time of the forward pass: images that are fetched from addresses are waited for side by side */
    void took(List<ImageEmbedder> embedders, int images, Duration time) {
        if (images > 0) {
            measured = ids(embedders);
            nanosForOne = time.toNanos() / images;
        }
    }

    private static List<String> ids(List<ImageEmbedder> embedders) {
        return embedders.stream().map(ImageEmbedder::encoderId).toList();
    }

    /** Of one image, in every shape that is asked for. */
    private static long bytes(List<ImageEmbedder> embedders) {
        Set<ImageShape> shapes = embedders.stream().map(ImageEmbedder::input).collect(Collectors.toSet());
        return shapes.stream()
                .mapToLong(shape -> (long) shape.size() * Float.BYTES)
                .sum();
    }
}
