package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.histogram.HistogramShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ThresholdsTest {
    /** Falls with the root of the size, as most measures do. */
    private static Thresholds rootLaw() {
        int[] sizes = {32, 128, 512, 2048};
        double[][] quantiles = new double[MeasureKind.values().length][4];
        for (int k = 0; k < quantiles.length; k++) {
            for (int s = 0; s < 4; s++) {
                quantiles[k][s] = (k + 1) / Math.sqrt(sizes[s]);
            }
        }
        return new Thresholds(quantiles);
    }

    @ParameterizedTest
    @EnumSource(MeasureKind.class)
    void aPowerLawIsFollowedBetweenTheSizesAndBeyond(MeasureKind kind) {
        for (double size : new double[] {2, 31.5, 32, 100, 128, 300, 1_000, 2_048, 1e5}) {
            assertThat(rootLaw().of(kind, size))
                    .as("size " + size)
                    .isCloseTo((kind.ordinal() + 1) / Math.sqrt(size), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 0.4", "128, 0.3", "512, 0.2", "2048, 0.1"})
    void atASizeItIsTheQuantileOfThatSize(double size, double expected) {
        double[][] quantiles = new double[MeasureKind.values().length][];
        for (int k = 0; k < quantiles.length; k++) {
            quantiles[k] = new double[] {.4, .3, .2, .1};
        }
        assertThat(new Thresholds(quantiles).of(MeasureKind.FRECHET, size)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aQuantileOfNothingIsNoLogarithmOfNothing() {
        double[][] quantiles = new double[MeasureKind.values().length][4];
        assertThat(new Thresholds(quantiles).of(MeasureKind.MEAN_SHIFT, 200))
                .isPositive()
                .isLessThan(1e-8);
        assertThat(Thresholds.sizes()).isEqualTo(4);
    }

    /** The order of the stored thresholds: a new measure may only be appended. */
    @Test
    void measuresKeepTheirPlaces() {
        assertThat(MeasureKind.values())
                .extracting(MeasureKind::label)
                .startsWith(
                        "mean_shift_cosine",
                        "mean_shift",
                        "frechet_diagonal",
                        "drifted_components",
                        "class_total_variation",
                        "largest_total_variation",
                        "maximum_mean_discrepancy",
                        "frechet",
                        "stability_index");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 1", "5, 8, 3", "128, 128, 16"})
    void sumsLieOneBehindAnother(int dimensions, int features, int leading) {
        SumsLayout layout = new SumsLayout(new HistogramShape(2, 2), dimensions, features, leading, false);
        assertThat(layout.squares()).isEqualTo(dimensions);
        assertThat(layout.featuresAt() - layout.squares()).isEqualTo(dimensions);
        assertThat(layout.leadingAt() - layout.featuresAt()).isEqualTo(features);
        assertThat(layout.productsAt() - layout.leadingAt()).isEqualTo(leading);
        assertThat(layout.chances() - layout.productsAt()).isEqualTo(leading * (leading + 1) / 2);
        assertThat(layout.size()).isEqualTo(layout.chances() + 1);
    }
}
