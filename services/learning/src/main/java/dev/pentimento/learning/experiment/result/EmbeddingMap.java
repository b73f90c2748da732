package dev.pentimento.learning.experiment.result;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.projection.PrincipalMap;
import dev.pentimento.statistics.projection.Tsne;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same test images before and after a correction, in one plane so that both can be compared.
 *
 * @param group group of the images
 * @param projection {@code principal components} of the embeddings before the correction, or {@code t-SNE} of both
 *     together
 * @param before x and y of each image in turn
 * @param after likewise
 * @param labels true class of each
 */
public record EmbeddingMap(
        String group, String projection, List<Float> before, List<Float> after, List<Integer> labels) {
    private static final int POINTS = 300;
    private static final int FEWEST = 30;
    private static final double PERPLEXITY = 30;

    public EmbeddingMap {
        before = List.copyOf(before);
        after = List.copyOf(after);
        labels = List.copyOf(labels);
    }

    /** Maps of the first images with both projections; empty if there are too few images. */
    public static List<EmbeddingMap> of(String group, LabelledRows test, FloatMatrix corrected) {
        int points = Math.min(POINTS, test.size());
        if (points < FEWEST) {
            return List.of();
        }
        int[] first = IntStream.range(0, points).toArray();
        LabelledRows before = test.select(first);
        FloatMatrix after = corrected.select(first);
        PrincipalMap plane = PrincipalMap.of(before.rows());
        LabelledRows both = before.and(before.with(after));
        double perplexity = Math.min(PERPLEXITY, both.size() / 4.0);
        List<Float> together = boxed(Tsne.map(both.rows(), perplexity));
        List<Integer> labels = Arrays.stream(before.labels()).boxed().toList();
        return List.of(
                new EmbeddingMap(
                        group,
                        "principal components",
                        boxed(plane.project(before.rows())),
                        boxed(plane.project(after)),
                        labels),
                new EmbeddingMap(
                        group,
                        "t-SNE",
                        together.subList(0, 2 * points),
                        together.subList(2 * points, 4 * points),
                        labels));
    }

    private static List<Float> boxed(FloatMatrix places) {
        List<Float> boxed = new ArrayList<>(places.values().length);
        for (float value : places.values()) {
            boxed.add(value);
        }
        return boxed;
    }
}
