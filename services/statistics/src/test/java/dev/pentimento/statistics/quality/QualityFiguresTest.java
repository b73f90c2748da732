package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scikit-learn: {@code src/test/python/quality_golden.py} made the values. */
class QualityFiguresTest {
    record Golden(String name, QualityCounts counts, Map<String, List<Double>> figures) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> cases() throws IOException {
        List<Golden> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(QualityFiguresTest.class.getResourceAsStream("/quality-golden.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line.split(" "), cases);
            }
        }
        assertThat(cases).hasSize(10);
        return cases;
    }

    private static void read(String[] words, List<Golden> cases) {
        if (words[0].equals("case")) {
            cases.add(new Golden(words[1], new QualityCounts(Integer.parseInt(words[2])), new HashMap<>()));
            return;
        }
        Golden golden = cases.get(cases.size() - 1);
        if (words[0].equals("row")) {
            float[] probabilities = new float[words.length - 3];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = Float.parseFloat(words[i + 3]);
            }
            golden.counts.add(Integer.parseInt(words[1]), Integer.parseInt(words[2]), probabilities);
        } else {
            golden.figures.put(
                    words[0], Arrays.stream(words).skip(1).map(Double::valueOf).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theReliabilityDiagramAddsUpToTheCalibrationError(Golden golden) {
        List<CalibrationBin> bins = golden.counts.calibration();

        long images = bins.stream().mapToLong(CalibrationBin::images).sum();
        double gaps = bins.stream()
                .mapToDouble(bin -> Math.abs(bin.right() - bin.confidence() * bin.images()))
                .sum();
        assertThat(images).isEqualTo(golden.counts.figures().labelled());
        assertThat(gaps / images)
                .isCloseTo(golden.figures.get("calibrationError").get(0), within(3e-9));
        assertThat(bins).isSortedAccordingTo((a, b) -> Double.compare(a.confidence(), b.confidence()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void figuresAreThoseOfScikitLearn(Golden golden) {
        QualityFigures figures = golden.counts.figures();
        Map<String, List<Double>> found = Map.of(
                "confusion", figures.confusion().stream().map(Long::doubleValue).toList(),
                "accuracy", List.of(figures.accuracy()),
                "balancedAccuracy", List.of(figures.balancedAccuracy()),
                "macroF1", List.of(figures.macroF1()),
                "weightedF1", List.of(figures.weightedF1()),
                "precision", figures.precision(),
                "recall", figures.recall(),
                "logLoss", List.of(figures.logLoss()),
                "brierScore", List.of(figures.brierScore()),
                "calibrationError", List.of(figures.calibrationError()));

        assertThat(found.keySet()).isEqualTo(golden.figures.keySet());
        found.forEach((figure, values) -> {
            List<Double> expected = golden.figures.get(figure);
            assertThat(values).as(figure).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(values.get(i)).as(figure).isCloseTo(expected.get(i), within(3e-9));
            }
        });
    }
}
