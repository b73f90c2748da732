package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FamiliarityTest {
    private static final int DIMENSIONS = 6;

    @Test
    void equalsTheNearestNeighboursOfScikitLearn() throws IOException {
        Familiarity familiarity = Familiarity.fit(rows("sample"));
        boolean[] expected = new boolean[lines("other").size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = lines("other").get(i).endsWith(" 1");
        }
        assertThat(familiarity.unfamiliar(rows("other"))).isEqualTo(expected).contains(true, false);
    }

    @Test
    void theLengthOfAnEmbeddingDoesNotMatter() throws IOException {
        Familiarity familiarity = Familiarity.fit(rows("sample"));
        FloatMatrix others = rows("other");
        float[] longer = others.values().clone();
        for (int i = 0; i < longer.length; i++) {
            longer[i] *= 8;
        }
        assertThat(familiarity.unfamiliar(new FloatMatrix(others.rows(), DIMENSIONS, longer)))
                .isEqualTo(familiarity.unfamiliar(others));
    }

    @Test
    void anEmbeddingOfZerosIsUnfamiliar() throws IOException {
        FloatMatrix zeros = new FloatMatrix(1, DIMENSIONS, new float[DIMENSIONS]);
        assertThat(Familiarity.fit(rows("sample")).unfamiliar(zeros)).containsExactly(true);
    }

    private static FloatMatrix rows(String name) throws IOException {
        float[][] rows = lines(name).stream()
                .map(line -> {
                    String[] numbers = line.split(" ");
                    float[] row = new float[DIMENSIONS];
                    for (int i = 0; i < DIMENSIONS; i++) {
                        row[i] = Float.parseFloat(numbers[i + 1]);
                    }
                    return row;
                })
                .toArray(float[][]::new);
        return FloatMatrix.ofRows(rows, DIMENSIONS);
    }

    /** Lines of {@code familiarity_golden.py}. */
    private static List<String> lines(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(FamiliarityTest.class.getResourceAsStream("/familiarity-golden.txt"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> line.startsWith(name + " "))
                    .toList();
        }
    }
}
