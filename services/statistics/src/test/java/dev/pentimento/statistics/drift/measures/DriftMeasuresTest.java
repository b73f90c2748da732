package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.Scenery;
import dev.pentimento.statistics.drift.Scenery.Drift;
import dev.pentimento.statistics.drift.Scenery.Sample;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftMeasuresTest {
    private static final Scenery SCENERY = new Scenery(1);

    private static DriftSums sums(DriftReference reference, Random random, int images, Drift drift) {
        Sample sample = SCENERY.sample(random, images, drift);
        return reference.sums(
                sample.embeddings(), sample.predicted(), sample.margins(), new float[sample.predicted().length]);
    }

    private static double value(List<DriftMeasure> measures, String name) {
        return measures.stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 250, 1_000, 4_000})
    void oneWindowInAHundredWithoutDriftExceedsAThreshold(int images) {
        Random random = new Random(2);
        TreeMap<String, Integer> exceeded = new TreeMap<>();
        int windows = 0;
        for (int r = 0; r < 10; r++) {
            DriftReference reference = SCENERY.reference(random, 2_000);
            for (int run = 0; run < 40; run++, windows++) {
                for (DriftMeasure measure : reference.measures(sums(reference, random, images, Drift.NONE))) {
                    exceeded.merge(measure.name(), measure.exceeded() ? 1 : 0, Integer::sum);
                }
            }
        }
        int most = windows * 4 / 100;
        assertThat(exceeded)
                .hasSize(9)
                .allSatisfy((name, times) -> assertThat(times).isLessThanOrEqualTo(most));
    }

    /** Data sets of many images are usually sorted by class. */
    @ParameterizedTest
    @ValueSource(ints = {128, 2_048})
    void thresholdsOfManyImagesSortedByClassAreTheQuantilesOfWindowsWithoutDrift(int images) {
        Random random = new Random(8);
        Sample drawn = SCENERY.sample(random, 50_000, Drift.NONE);
        int[] sorted = IntStream.range(0, 50_000)
                .boxed()
                .sorted(Comparator.comparing(row -> drawn.predicted()[row]))
                .mapToInt(row -> row)
                .toArray();
        float[] margins = new float[sorted.length];
        int[] predicted = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            margins[i] = drawn.margins()[sorted[i]];
            predicted[i] = drawn.predicted()[sorted[i]];
        }
        DriftReference reference = DriftReference.fit(
                SCENERY.scores(), drawn.embeddings().select(sorted), predicted, margins, Scenery.CLASSES, 1);

        Map<String, List<DriftMeasure>> measured = IntStream.range(0, 400)
                .mapToObj(run -> reference.measures(sums(reference, random, images, Drift.NONE)))
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(DriftMeasure::name));

        measured.remove("drifted_components"); // has few values, so its quantile jumps
        assertThat(measured).hasSize(8).allSatisfy((name, windows) -> {
            double quantile = windows.stream()
                    .mapToDouble(DriftMeasure::value)
                    .sorted()
                    .skip(395)
                    .findFirst()
                    .orElseThrow();
            assertThat(windows.get(0).threshold() / quantile).as(name).isBetween(.75, 1.35);
        });
    }

    @Test
    void aShiftExceedsEveryThresholdItTouches() {
        DriftReference reference = SCENERY.reference(new Random(3), 2_000);
        List<DriftMeasure> measures = reference.measures(sums(reference, new Random(4), 500, new Drift(1, 1.2, .25)));
        assertThat(measures).filteredOn(DriftMeasure::exceeded).hasSizeGreaterThanOrEqualTo(5);
        assertThat(value(measures, "drifted_components")).isGreaterThan(.5);
    }

    @Test
    void measuresAreWhatTheirNamesSay() {
        float[] values = new float[2_000];
        for (int i = 0; i < 1_000; i++) {
            values[2 * i] = i % 2 == 0 ? 2 : 4;
            values[2 * i + 1] = i % 4 < 2 ? 3 : 5;
        }
        FloatMatrix heldOut = new FloatMatrix(1_000, 2, values);
        DriftScores scores = DriftScores.fit(heldOut, 1);
        DriftReference reference = DriftReference.fit(scores, heldOut, new int[1_000], new float[1_000], 2, 1);
        float[] moved = values.clone();
        for (int i = 0; i < 1_000; i++) {
            moved[2 * i] += 1;
        }
        int[] predicted = new int[1_000];
        Arrays.fill(predicted, 0, 250, 1);

        List<DriftMeasure> measures = reference.measures(
                reference.sums(new FloatMatrix(1_000, 2, moved), predicted, new float[1_000], new float[1_000]));

        double cosine = (3 * 4 + 4 * 4) / (5 * Math.sqrt(32));
        assertThat(value(measures, "mean_shift_cosine")).isCloseTo(1 - cosine, within(1e-5));
        assertThat(value(measures, "mean_shift")).isCloseTo(Math.sqrt(.5), within(1e-5));
        assertThat(value(measures, "frechet_diagonal")).isCloseTo(.5, within(1e-5));
        assertThat(value(measures, "class_total_variation")).isCloseTo(.25, within(1e-3));
    }

    @Test
    void aComponentsDistanceIsThatOfTheUnbinnedValuesAsFarAsBinsCanTell() {
        Random random = new Random(7);
        Sample heldOut = SCENERY.sample(random, 2_000, Drift.NONE);
        DriftReference reference = DriftReference.fit(
                SCENERY.scores(), heldOut.embeddings(), heldOut.predicted(), heldOut.margins(), Scenery.CLASSES, 1);
        Sample window = SCENERY.sample(random, 600, new Drift(.4, 1.2, .25));
        FloatMatrix before = SCENERY.scores().of(heldOut.embeddings(), heldOut.margins());
        FloatMatrix now = SCENERY.scores().of(window.embeddings(), window.margins());

        List<ComponentDrift> components = reference.components(
                reference.sums(window.embeddings(), window.predicted(), window.margins(), new float[600]));

        assertThat(components).extracting(ComponentDrift::name).isEqualTo(names(8));
        for (int c = 0; c < components.size(); c++) {
            double direct = kolmogorovSmirnov(column(before, c), column(now, c));
            // Held-out values fall between the edges by a tenth of them at most: there the largest difference may hide.
            assertThat(components.get(c).kolmogorovSmirnov()).isBetween(direct - .05, direct + 1e-3);
        }
        assertThat(components).filteredOn(ComponentDrift::moved).isNotEmpty().allSatisfy(each -> {
            assertThat(each.kolmogorovSmirnov()).isGreaterThan(1.628 / Math.sqrt(600 * 2_000 / 2_600.0));
            assertThat(each.populationStability()).isPositive();
        });
        assertThat((double) components.stream().filter(ComponentDrift::moved).count() / components.size())
                .isEqualTo(value(
                        reference.measures(reference.sums(
                                window.embeddings(), window.predicted(), window.margins(), new float[600])),
                        "drifted_components"));
        assertThat(reference.components(reference.noSums())).isEmpty();
    }

    private static List<String> names(int components) {
        return IntStream.rangeClosed(1, components)
                .mapToObj(c -> "component " + c)
                .toList();
    }

    private static float[] column(FloatMatrix values, int column) {
        float[] copy = new float[values.rows()];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = values.at(row, column);
        }
        return copy;
    }

    /** The textbook's: at every value, the difference of the shares that do not exceed it. */
    private static double kolmogorovSmirnov(float[] before, float[] now) {
        double largest = 0;
        for (float[] sample : List.of(before, now)) {
            for (float value : sample) {
                largest = Math.max(largest, Math.abs(shareUpTo(before, value) - shareUpTo(now, value)));
            }
        }
        return largest;
    }

    private static double shareUpTo(float[] sample, float value) {
        int upTo = 0;
        for (float each : sample) {
            upTo += each <= value ? 1 : 0;
        }
        return (double) upTo / sample.length;
    }

    @Test
    void classSharesAreThoseOfTheHeldOutImages() {
        Sample heldOut = SCENERY.sample(new Random(8), 400, Drift.NONE);
        DriftReference reference = DriftReference.fit(
                SCENERY.scores(), heldOut.embeddings(), heldOut.predicted(), heldOut.margins(), Scenery.CLASSES, 1);
        double[] shares = new double[Scenery.CLASSES];
        for (int predicted : heldOut.predicted()) {
            shares[predicted] += 1 / 400.0;
        }
        assertThat(reference.classShares()).containsExactly(shares, within(1e-12));
    }

    @Test
    void sumsMergeExactlyInAnyOrder() {
        DriftReference reference = SCENERY.reference(new Random(3), 500);
        Random random = new Random(5);
        DriftSums a = sums(reference, random, 17, Drift.NONE);
        DriftSums b = sums(reference, random, 1, Drift.NONE);
        DriftSums c = sums(reference, random, 99, Drift.NONE);

        assertThat(a.plus(b).plus(c)).isEqualTo(c.plus(b.plus(a)));
        assertThat(reference.sums(a.toArray())).isEqualTo(a);
        assertThat(reference.noSums().plus(a)).isEqualTo(a);
        assertThat(reference.measures(reference.noSums())).isEmpty();
    }

    @Test
    void thresholdsSurviveStorage() {
        DriftReference reference = SCENERY.reference(new Random(3), 500);
        DriftReference read = DriftReference.fromTensors(reference.toTensors());
        DriftSums window = sums(reference, new Random(6), 300, Drift.NONE);
        assertThat(read.measures(window)).isEqualTo(reference.measures(window));
        assertThat(read.measures(window).stream().map(DriftMeasure::name).collect(Collectors.toSet()))
                .contains("mean_shift_cosine", "largest_total_variation");
    }

    @Test
    void measuresAreThoseOfNumpy() throws IOException {
        Map<String, double[]> golden = golden();
        double[] window = golden.get("window");
        double[] reference = golden.get("reference");
        double[] ones = {1, 1, 1};
        Gaussian.Moments before = moments(reference, ones);
        Gaussian gaussian = new Gaussian(before.mean(), before.covariance());
        assertThat(gaussian.frechet(moments(window, ones))).isCloseTo(golden.get("frechet")[0], within(1e-9));

        float[][] projections = new float[3][4];
        for (int i = 0; i < 12; i++) {
            projections[i / 4][i % 4] = (float) golden.get("projections")[i];
        }
        RandomFeatures features = new RandomFeatures(projections);
        double[] sums = features(features, window);
        double[] expected = features(features, reference);
        double within = RandomFeatures.within(expected, reference.length / 3.0);
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= reference.length / 3.0;
        }
        assertThat(RandomFeatures.discrepancy(sums, window.length / 3.0, expected, within))
                .isCloseTo(golden.get("discrepancy")[0], within(1e-6));

        long[] counts = Arrays.stream(golden.get("counts"))
                .mapToLong(each -> (long) each)
                .toArray();
        double[] shares = golden.get("shares");
        assertThat(BinDistances.stabilityIndex(counts, shares)).isCloseTo(golden.get("psi")[0], within(1e-12));
        assertThat(BinDistances.kolmogorovSmirnov(counts, shares)).isCloseTo(golden.get("ks")[0], within(1e-12));
        assertThat(BinDistances.totalVariation(counts, shares)).isCloseTo(golden.get("tv")[0], within(1e-12));
    }

    private static Map<String, double[]> golden() throws IOException {
        Map<String, double[]> golden = new TreeMap<>();
        try (InputStream in = DriftMeasuresTest.class.getResourceAsStream("/measures-golden.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] parts = line.split(" ");
                golden.put(
                        parts[0],
                        Arrays.stream(parts)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return golden;
    }

    private static Gaussian.Moments moments(double[] rows, double[] scale) {
        double[] sums = new double[3];
        double[] products = new double[6];
        for (int row = 0; row < rows.length / 3; row++) {
            int at = 0;
            for (int i = 0; i < 3; i++) {
                sums[i] += rows[3 * row + i];
                for (int j = i; j < 3; j++) {
                    products[at++] += rows[3 * row + i] * rows[3 * row + j];
                }
            }
        }
        return Gaussian.ofSums(sums, products, rows.length / 3.0, scale);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-20, -0.5, 1, 3.14159, -3.1416, 6.3, 100.25, -12_345.5, 1e9})
    void cosinesAndSinesAreThoseOfTheLibrary(double phase) {
        double[] cosine = new double[1];
        double[] sine = new double[1];

        RandomFeatures.cosinesAndSines(new float[] {(float) phase}, cosine, sine);

        assertThat(cosine[0]).isCloseTo(Math.cos((float) phase), within(2e-7));
        assertThat(sine[0]).isCloseTo(Math.sin((float) phase), within(2e-7));
    }

    private static double[] features(RandomFeatures features, double[] rows) {
        long[] sums = new long[features.size()];
        double unit = 1L << 40;
        for (int row = 0; row < rows.length / 3; row++) {
            float[] image = {(float) rows[3 * row], (float) rows[3 * row + 1], (float) rows[3 * row + 2]};
            features.add(image, unit, sums, 0);
        }
        return Arrays.stream(sums).mapToDouble(sum -> sum / unit).toArray();
    }
}
