package dev.pentimento.learning.experiment.result;

import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures and maps of the first seed.
 *
 * @param maps of test embeddings before and after a correction
 * @param samples test images, PNG in Base64
 * @param reconstructions the decoder's reconstructions of them
 * @param encoderLosses over epochs
 */
public record Gallery(
        List<EmbeddingMap> maps,
        List<String> samples,
        List<String> reconstructions,
        List<ArmResult.Loss> encoderLosses) {

    public Gallery {
        maps = List.copyOf(maps);
        samples = List.copyOf(samples);
        reconstructions = List.copyOf(reconstructions);
        encoderLosses = List.copyOf(encoderLosses);
    }

    /**
     * @param samples n×(c·h·w) pixels
     * @param reconstructions likewise, of the same images
     */
    public static Gallery of(
            List<EmbeddingMap> maps,
            FloatMatrix samples,
            FloatMatrix reconstructions,
            ImageShape shape,
            List<ArmResult.Loss> encoderLosses) {
        return new Gallery(maps, images(samples, shape), images(reconstructions, shape), encoderLosses);
    }

    private static List<String> images(FloatMatrix pixels, ImageShape shape) {
        return IntStream.range(0, pixels.rows())
                .mapToObj(row -> new ImagePixels(shape.channels(), shape.height(), shape.width(), pixels.row(row)))
                .map(image -> Base64.getEncoder().encodeToString(image.png()))
                .toList();
    }
}
