package dev.pentimento.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.estimate.AccuracyLearning.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnedAccuracyTest {
    private static final double HELD_OUT = .9;

    @Test
    void equalsTheRidgeRegressionOfScikitLearn() throws IOException {
        LearnedAccuracy learned = AccuracyLearning.learn(goldenWindows(), HELD_OUT);

        double[] numbers = learned.toArray();
        List<String[]> golden = golden("learned");
        assertThat(numbers[1]).isCloseTo(number(golden.get(0), 1), within(1e-8));
        assertThat(numbers[2]).isCloseTo(number(golden.get(0), 2), within(1e-8));
        for (String[] line : golden("estimate")) {
            LearnedAccuracy.Answer answer = learned.estimate(signs(line, 1));
            if (line[5].equals("none")) {
                assertThat(answer.estimate()).as(String.join(" ", line)).isNull();
                assertThat(answer.reason()).isNotBlank();
            } else {
                EstimateSums.Estimate estimate = Objects.requireNonNull(answer.estimate());
                assertThat(estimate.accuracy()).isCloseTo(number(line, 5), within(1e-8));
                assertThat(estimate.lower()).isCloseTo(number(line, 6), within(1e-8));
                assertThat(estimate.upper()).isCloseTo(number(line, 7), within(1e-8));
            }
        }
    }

    @Test
    void isTheSameAfterReadingItsNumbers() throws IOException {
        LearnedAccuracy learned = AccuracyLearning.learn(goldenWindows(), HELD_OUT);
        double[] numbers = learned.toArray();
        assertThat(numbers).hasSize(LearnedAccuracy.size());
        assertThat(LearnedAccuracy.fromArray(numbers).toArray()).isEqualTo(numbers);
    }

    @Test
    void theIntervalCoversKindsThatWereNotLearned() {
        Random random = new Random(4);
        int inside = 0;
        int all = 0;
        for (int run = 0; run < 200; run++) {
            List<Window> windows = kinds(random, 12);
            LearnedAccuracy learned = AccuracyLearning.learn(windows, HELD_OUT);
            for (Window window : kinds(random, 1)) {
                EstimateSums.Estimate estimate =
                        learned.estimate(window.signs()).estimate();
                if (estimate != null) {
                    all++;
                    boolean covered = window.accuracy() >= estimate.lower() && window.accuracy() <= estimate.upper();
                    inside += covered ? 1 : 0;
                }
            }
        }
        assertThat(all).isGreaterThan(700);
        assertThat((double) inside / all).isBetween(.85, .98);
    }

    @Test
    void twoKindsAreTooFew() {
        List<Window> windows = kinds(new Random(1), 2);
        assertThatThrownBy(() -> AccuracyLearning.learn(windows, HELD_OUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accuracy cannot be learned from 2 kinds of windows");
    }

    /** Each kind affects what is seen in its own way; its windows differ in strength. */
    private static List<Window> kinds(Random random, int kinds) {
        List<Window> windows = new ArrayList<>();
        for (int kind = 0; kind < kinds; kind++) {
            double distance = .5 + .2 * random.nextGaussian();
            double confidence = .6 + .2 * random.nextGaussian();
            double spread = .4 + .3 * random.nextGaussian();
            for (int strength = 0; strength < 5; strength++) {
                double loss = .12 * strength;
                windows.add(new Window(
                        "kind " + kind,
                        new WindowSigns(
                                1_000_000, Math.max(0, distance * loss), .89 - confidence * loss, 1 - spread * loss),
                        Math.max(0, HELD_OUT - loss + .02 * random.nextGaussian())));
            }
        }
        return windows;
    }

    private static List<Window> goldenWindows() throws IOException {
        return golden("window").stream()
                .map(line -> new Window(line[1], signs(line, 2), number(line, 6)))
                .toList();
    }

    private static WindowSigns signs(String[] line, int at) {
        return new WindowSigns(
                Long.parseLong(line[at]), number(line, at + 1), number(line, at + 2), number(line, at + 3));
    }

    private static double number(String[] line, int at) {
        return Double.parseDouble(line[at]);
    }

    /** Lines of {@code learned_accuracy_golden.py}. */
    private static List<String[]> golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(LearnedAccuracyTest.class.getResourceAsStream("/learned-accuracy-golden.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> line.split(" "))
                    .toList();
        }
    }
}
