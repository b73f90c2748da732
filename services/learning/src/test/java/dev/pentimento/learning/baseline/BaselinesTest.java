package dev.pentimento.learning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.synthetic.BayesAccuracy;
import dev.pentimento.learning.synthetic.SyntheticEmbeddings;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final int CLASSES = 3;
    private static final int DIMENSIONS = 24;
    private static final SyntheticEmbeddings CLOUDS =
            SyntheticEmbeddings.of(new SyntheticSettings(CLASSES, DIMENSIONS, 6, 0.4, 0.3), 2);
    private static final LabelledRows TRAIN = CLOUDS.draw(1_500, 1);
    private static final LabelledRows TEST = CLOUDS.draw(1_500, 3);

    @Test
    void logisticRegressionComesCloseToTheBayesClassifierAndNoFurther() {
        TrainingContext quiet = new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
        BayesAccuracy best = CLOUDS.bayes(20_000);
        var network = LogisticRegression.train(TRAIN, CLOUDS.draw(500, 2), CLASSES, 5, quiet);

        try (Classifier classifier = Networks.loadClassifier(network, DIMENSIONS, CLASSES, ComputeDevice.CPU)) {
            double accuracy = accuracy(classifier.logits(TEST.rows()).argMax());
            assertThat(best.accuracy()).isBetween(0.5, 0.98);
            assertThat(accuracy).isBetween(best.accuracy() - 0.05, best.accuracy() + 0.04);
        }
    }

    @Test
    void nearestNeighboursAreThoseOfComparingWithEachPoint() {
        for (int neighbours : new int[] {1, 5}) {
            int[] predicted = new NearestNeighbours(TRAIN, CLASSES, neighbours, ComputeDevice.CPU).predict(TEST.rows());
            int same = 0;
            for (int row = 0; row < 300; row++) {
                same += predicted[row] == byComparing(row, neighbours) ? 1 : 0;
            }

            // float32 may order two points at almost the same distance the other way.
            assertThat(same).isGreaterThanOrEqualTo(298);
            assertThat(accuracy(predicted)).isGreaterThan(0.5);
        }
    }

    @Test
    void neighboursThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> new NearestNeighbours(TRAIN, CLASSES, 1_501, ComputeDevice.CPU))
                .hasMessage("neighbours must be from 1 to 1500, the number of points: 1501");
        assertThatThrownBy(() -> new NearestNeighbours(TRAIN, CLASSES, 5, ComputeDevice.CPU)
                        .predict(new FloatMatrix(1, 2, new float[2])))
                .hasMessage("rows have 2 columns, the points 24");
    }

    private static int byComparing(int row, int neighbours) {
        int[] nearest = IntStream.range(0, TRAIN.size())
                .boxed()
                .sorted(Comparator.comparingDouble(point -> squaredDistance(row, point)))
                .limit(neighbours)
                .mapToInt(point -> TRAIN.labels()[point])
                .toArray();
        int best = 0;
        for (int c = 0; c < CLASSES; c++) {
            best = count(nearest, c) > count(nearest, best) ? c : best;
        }
        return best;
    }

    private static long count(int[] labels, int label) {
        return IntStream.of(labels).filter(each -> each == label).count();
    }

    private static double squaredDistance(int row, int point) {
        double sum = 0;
        for (int d = 0; d < DIMENSIONS; d++) {
            double difference = (double) TEST.rows().at(row, d) - TRAIN.rows().at(point, d);
            sum += difference * difference;
        }
        return sum;
    }

    private static double accuracy(int[] predicted) {
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == TEST.labels()[i] ? 1 : 0;
        }
        return (double) right / predicted.length;
    }
}
