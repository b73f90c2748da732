package dev.pentimento.learning.experiment;

import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the first seed looks like.
 *
 * @param maps of test embeddings before and after a correction
 * @param samples test images, PNG in Base64
 * @param reconstructions what the encoder's decoder makes of them
 * @param encoderLosses over epochs
 */
public record Gallery(
        List<EmbeddingMap> maps, List<String> samples, List<String> reconstructions, List<Run.Loss> encoderLosses) {

    public Gallery {
        maps = List.copyOf(maps);
        samples = List.copyOf(samples);
        reconstructions = List.copyOf(reconstructions);
        encoderLosses = List.copyOf(encoderLosses);
    }

    static Gallery of(SeedBench bench, List<EmbeddingMap> maps) {
        return new Gallery(
                maps,
                images(bench.samples(), bench.input()),
                images(bench.reconstructions(), bench.input()),
                bench.encoderLosses());
    }

    private static List<String> images(FloatMatrix pixels, ImageShape shape) {
        return IntStream.range(0, pixels.rows())
                .mapToObj(row -> new ImagePixels(shape.channels(), shape.height(), shape.width(), pixels.row(row)))
                .map(image -> Base64.getEncoder().encodeToString(image.png()))
                .toList();
    }
}
