package dev.pentimento.learning.thesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.contrastive.PairSettings;
import dev.pentimento.learning.contrastive.SiameseSettings;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.ThesisClassifier;
import dev.pentimento.learning.network.ThesisCorrection;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingDivergedException;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Five overlapping clouds in sixteen dimensions: a classifier gets most right, but not all. */
class ThesisTrainingTest {
    private static final int CLASSES = 5;
    private static final int DIMENSIONS = 16;
    private static final TrainingContext QUIET =
            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());

    private static final LabelledRows TRAIN = clouds(800, 1);
    private static final LabelledRows VALIDATION = clouds(300, 2);
    private static final LabelledRows TEST = clouds(600, 3);
    private static NetworkFile classifier;

    @BeforeAll
    static void trainClassifier() {
        classifier = classifier(ThesisClassifier.Form.LINEAR);
    }

    @ParameterizedTest
    @EnumSource(ThesisLoss.class)
    void theCorrectionCollapsesBehindTheFrozenClassifierAndItsAffineUndoBringsBackWhatWasThere(ThesisLoss loss) {
        ThesisCorrected.Judged judged = correct(loss, ThesisCorrection.Form.UNIT_INPUT, 5)
                .judge(TEST.rows(), classifier, CLASSES, ComputeDevice.CPU);

        double original = accuracy(judged.original());
        assertThat(original).isBetween(0.75, 0.97);
        assertThat(accuracy(judged.corrected())).isLessThan(0.5);
        assertThat(accuracy(judged.undone())).isGreaterThan(original - 0.08);
    }

    @Test
    void theLossFallsAndItsHistoryIsKept() {
        ThesisCorrected corrected = correct(ThesisLoss.MARGIN, ThesisCorrection.Form.BATCH_NORMALIZED, 5);

        assertThat(corrected.history()).isNotEmpty();
        assertThat(corrected.history().get(0).epoch()).isEqualTo(1);
        assertThat(corrected.history().get(corrected.history().size() - 1).train())
                .isLessThan(corrected.history().get(0).train());
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        NetworkFile first =
                correct(ThesisLoss.MARGIN, ThesisCorrection.Form.UNIT_INPUT, 5).correction();
        NetworkFile again =
                correct(ThesisLoss.MARGIN, ThesisCorrection.Form.UNIT_INPUT, 5).correction();
        NetworkFile other =
                correct(ThesisLoss.MARGIN, ThesisCorrection.Form.UNIT_INPUT, 6).correction();

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void theEarlierFormOfTheClassifierLearnsToo() {
        NetworkFile earlier = classifier(ThesisClassifier.Form.BATCH_NORMALIZED);
        ThesisCorrected.Judged judged = correct(ThesisLoss.MARGIN, ThesisCorrection.Form.UNIT_INPUT, 5)
                .judge(TEST.rows(), earlier, CLASSES, ComputeDevice.CPU);

        assertThat(accuracy(judged.original())).isGreaterThan(0.75);
    }

    @Test
    void aLearningRateThatIsTooHighIsNamed() {
        ThesisTraining training = new ThesisTraining(
                settings(ThesisClassifier.Form.LINEAR, ThesisCorrection.Form.UNIT_INPUT, 1e38), QUIET);

        assertThatThrownBy(() -> training.correct(TRAIN, VALIDATION, classifier, CLASSES, ThesisLoss.MARGIN, 1))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("siamese correction stopped at step")
                .hasMessageContaining("learning rate");
    }

    @Test
    void aListenerMayEndIt() {
        TrainingProgress stopping = new TrainingProgress() {
            @Override
            public void report(Report report) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        ThesisTraining training = new ThesisTraining(
                settings(ThesisClassifier.Form.LINEAR, ThesisCorrection.Form.UNIT_INPUT, 1e-3),
                new TrainingContext(ComputeDevice.CPU, stopping, InstantSource.system()));

        assertThatThrownBy(() -> training.correct(TRAIN, VALIDATION, classifier, CLASSES, ThesisLoss.MARGIN, 1))
                .isInstanceOf(TrainingCancelledException.class);
    }

    private static NetworkFile classifier(ThesisClassifier.Form form) {
        return new ThesisTraining(settings(form, ThesisCorrection.Form.UNIT_INPUT, 1e-3), QUIET)
                .classifier(TRAIN, VALIDATION, CLASSES, 4);
    }

    private static ThesisCorrected correct(ThesisLoss loss, ThesisCorrection.Form form, long seed) {
        return new ThesisTraining(settings(ThesisClassifier.Form.LINEAR, form, 1e-3), QUIET)
                .correct(TRAIN, VALIDATION, classifier, CLASSES, loss, seed);
    }

    private static ThesisSettings settings(
            ThesisClassifier.Form classifier, ThesisCorrection.Form correction, double rate) {
        return new ThesisSettings(
                classifier,
                new ClassifierSettings(List.of(), 0.1f, 20, 64, 3e-3, 0, 0, 20),
                new SiameseSettings(
                        correction,
                        ThesisLoss.MARGIN.loss(),
                        new PairSettings(0.6, 8, false, false),
                        8,
                        4,
                        2 * rate,
                        8));
    }

    private static double accuracy(FloatMatrix logits) {
        int[] predicted = logits.argMax();
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == TEST.labels()[i] ? 1 : 0;
        }
        return (double) right / predicted.length;
    }

    private static LabelledRows clouds(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * DIMENSIONS];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
            for (int d = 0; d < DIMENSIONS; d++) {
                double centre = d % CLASSES == labels[i] ? 1 : 0;
                values[i * DIMENSIONS + d] = (float) (2 + centre + 0.65 * random.nextGaussian());
            }
        }
        return new LabelledRows(new FloatMatrix(count, DIMENSIONS, values), labels);
    }
}
