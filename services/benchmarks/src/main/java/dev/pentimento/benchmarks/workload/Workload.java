package dev.pentimento.benchmarks.workload;

import dev.pentimento.trainer.TrainedVersion;
import java.util.List;

/**
 * Images, and networks for them.
 *
 * @param version classifies the images; has a correction, so both arms work
 * @param images different images with their labels; a longer stream repeats them
 * @param contentType media type of the images
 */
public record Workload(TrainedVersion version, List<LabelledImage> images, String contentType) {
    /** Embeds a number, so that a reader of predictions can tell which images it has seen. */
    private static final String PREFIX = "bench-";

    public Workload {
        images = List.copyOf(images);
    }

    /** @param content bytes of an image file */
    public record LabelledImage(byte[] content, String label) {}

    /** The image with this number in the stream. */
    public LabelledImage image(int number) {
        return images.get(number % images.size());
    }

    public List<byte[]> contents() {
        return images.stream().map(LabelledImage::content).toList();
    }

    /** The id of the image with this number. */
    public static String id(int number) {
        return PREFIX + number;
    }

    /** The number in an image's id. */
    public static int number(String id) {
        return Integer.parseInt(id.substring(PREFIX.length()));
    }
}
