package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two overlapping clouds, one with nineteen times as many points. */
class ClassBalanceTest {
    private static final TrainingContext QUIET =
            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());

    @Test
    void withoutBalanceTheRareClassIsNeglectedAndWeightsAndSamplingBothHelpIt() {
        double none = recallOfRareClass(ClassBalance.NONE);

        assertThat(none).isLessThan(0.5);
        assertThat(recallOfRareClass(ClassBalance.WEIGHTS)).isGreaterThan(none + 0.2);
        assertThat(recallOfRareClass(ClassBalance.SAMPLING)).isGreaterThan(none + 0.2);
    }

    @Test
    void balancedBatchesHaveAsManyRowsAndEachClassAsOften() {
        int[] labels = IntStream.range(0, 1_000).map(i -> i % 20 == 0 ? 2 : 0).toArray();
        List<int[]> batches = Draws.balancedBatches(labels, 64, new SplittableRandom(1));

        assertThat(batches.stream().mapToInt(batch -> batch.length).sum()).isEqualTo(1_000);
        long rare = batches.stream()
                .flatMapToInt(IntStream::of)
                .filter(row -> labels[row] == 2)
                .count();
        assertThat(rare).isBetween(430L, 570L);
        assertThat(Draws.balancedBatches(labels, 64, new SplittableRandom(1)))
                .usingRecursiveComparison()
                .isEqualTo(batches);
    }

    private static double recallOfRareClass(ClassBalance balance) {
        ClassifierSettings settings = new ClassifierSettings(List.of(), 0, 12, 64, 1e-2, 0, 0, 12);
        var network = new ClassifierTraining(new MlpClassifier(2, List.of(), 2, 0), settings, balance, QUIET)
                .train(clouds(1_000, 1), clouds(1_000, 2), 3);
        LabelledRows test = clouds(2_000, 4);
        try (Classifier classifier = Networks.loadClassifier(network, 2, 2, ComputeDevice.CPU)) {
            int[] predicted = classifier.logits(test.rows()).argMax();
            long found = IntStream.range(0, predicted.length)
                    .filter(i -> test.labels()[i] == 1 && predicted[i] == 1)
                    .count();
            return (double) found / test.counts(2)[1];
        }
    }

    private static LabelledRows clouds(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 20 == 0 ? 1 : 0;
            values[2 * i] = (float) (1.5 * labels[i] + random.nextGaussian());
            values[2 * i + 1] = (float) random.nextGaussian();
        }
        return new LabelledRows(new FloatMatrix(count, 2, values), labels);
    }
}
