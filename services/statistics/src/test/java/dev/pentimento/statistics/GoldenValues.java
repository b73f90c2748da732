package dev.pentimento.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Values that {@code drift_golden.py} computed: lines of a name and groups of numbers. */
public final class GoldenValues {
    private GoldenValues() {}

    /** The groups of each line of this name. */
    public static List<double[][]> of(String name) {
        List<double[][]> found = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(GoldenValues.class.getResourceAsStream("/drift-golden.txt"), "golden values")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith(name + " ")) {
                    found.add(Arrays.stream(line.substring(name.length() + 1).split(" \\| "))
                            .map(GoldenValues::numbers)
                            .toArray(double[][]::new));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static double[] numbers(String group) {
        return Arrays.stream(group.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
