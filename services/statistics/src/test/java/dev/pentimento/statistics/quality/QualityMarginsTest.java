package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of a span from what its windows published, against the counts of all its images. */
class QualityMarginsTest {
    private static final int CLASSES = 7;

    private final QualityCounts all = new QualityCounts(CLASSES);

    private QualityCounts window(Random random, int images) {
        QualityCounts window = new QualityCounts(CLASSES);
        for (int image = 0; image < images; image++) {
            float[] probabilities = new float[CLASSES];
            float sum = 0;
            int best = 0;
            for (int c = 0; c < CLASSES; c++) {
                probabilities[c] = (float) Math.exp(2 * random.nextGaussian());
                sum += probabilities[c];
                best = probabilities[c] > probabilities[best] ? c : best;
            }
            for (int c = 0; c < CLASSES; c++) {
                probabilities[c] /= sum;
            }
            window.add(random.nextInt(CLASSES - 1), best, probabilities);
        }
        return window;
    }

    private static QualityMargins published(QualityCounts counts) {
        QualityFigures figures = counts.figures();
        return QualityMargins.of(figures.confusion(), figures.logLoss(), figures.brierScore(), counts.calibration());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void publishedWindowsAddUpToTheSameBitsAsTheirImages(long seed) {
        Random random = new Random(seed);
        QualityMargins sum = new QualityMargins(CLASSES);
        for (int number = 0; number < 60; number++) {
            QualityCounts revised = window(random, random.nextInt(40));
            QualityMargins early = published(window(random, random.nextInt(40)));
            sum.add(early);
            sum.subtract(early);
            sum.add(published(revised));
            all.merge(revised);
        }

        assertThat(sum).isEqualTo(QualityMargins.of(all));
        assertThat(QualityMargins.fromArray(CLASSES, sum.toArray())).isEqualTo(sum);
        QualityFigures figures = all.figures();
        assertThat(sum.accuracy()).isEqualTo(figures.accuracy());
        assertThat(sum.macroF1()).isEqualTo(figures.macroF1());
        assertThat(sum.logLoss()).isEqualTo(figures.logLoss());
        assertThat(sum.calibrationError()).isEqualTo(figures.calibrationError());
        assertThat(sum.recall(CLASSES - 1)).as("of a class without an image").isZero();
    }
}
