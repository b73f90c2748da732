package dev.pentimento.learning.version;

import static dev.pentimento.learning.version.VersionTrainingTest.accuracy;
import static dev.pentimento.learning.version.VersionTrainingTest.drift;
import static dev.pentimento.learning.version.VersionTrainingTest.part;
import static dev.pentimento.learning.version.VersionTrainingTest.settings;
import static dev.pentimento.learning.version.VersionTrainingTest.stripes;
import static dev.pentimento.learning.version.VersionTrainingTest.swapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftMeasure;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassifierRetrainingTest {
    private static final TrainingContext QUIET =
            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());

    private static UnpublishedVersion version;

    @BeforeAll
    static void train() {
        VersionData data = new VersionData(
                VersionTrainingTest.INPUT,
                VersionTrainingTest.CLASSES,
                stripes(450, 1),
                stripes(120, 2),
                stripes(400, 3));
        version = new VersionTraining(settings(2e-3), QUIET).train(data, 11);
    }

    @Test
    void aClassifierLearnsOnFromImagesThatMoved() {
        LabelledRows moved = swapped(version.heldOut().embeddings());
        RetrainedClassifier learned = retrain(part(moved, 0, 240), 5);
        LabelledRows rest = part(moved, 240, 400);

        assertThat(learned.accepted()).isTrue();
        assertThat(learned.figures()).containsEntry("labels", 240.0).containsEntry("validation_labels", 48.0);
        assertThat(learned.figures().get("corrected.balanced_accuracy"))
                .isGreaterThan(learned.figures().get("original.balanced_accuracy"));
        double before = accuracy(judge(version.classifier(), rest).predicted(), rest.labels());
        double after = accuracy(judge(learned.network(), rest).predicted(), rest.labels());
        assertThat(after).isGreaterThan(before + 0.2).isGreaterThan(0.8);
    }

    @Test
    void itsReferenceIsWhatItSaysOfImagesWithoutDrift() {
        RetrainedClassifier learned = retrain(part(swapped(version.heldOut().embeddings()), 0, 240), 5);
        LabelledRows clean = version.replay().heldOut();

        double own = classDistance(learned.reference(), learned.network(), clean);
        assertThat(own).as("but for the smoothing of shares").isLessThan(0.002);
        assertThat(classDistance(version.reference(), learned.network(), clean))
                .as("the champion's reference would take another classifier for drift")
                .isGreaterThan(10 * own);
        assertThat(learned.reference().accuracy()).isNotNull();
    }

    @Test
    void labelsByLotAreRefused() {
        LabelledRows held = version.heldOut().embeddings();
        LabelledRows lot = new LabelledRows(
                held.rows(), new SplittableRandom(9).ints(held.size(), 0, 3).toArray());

        assertThat(retrain(held, 5).accepted())
                .as("nothing to gain on clean data")
                .isFalse();
        assertThat(retrain(lot, 5).accepted()).as("nothing to learn").isFalse();
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        LabelledRows moved = swapped(version.heldOut().embeddings());
        RetrainedClassifier one = retrain(moved, 5);
        RetrainedClassifier same = retrain(moved, 5);

        assertThat(same.network()).isEqualTo(one.network());
        assertThat(ReferenceFile.toBytes(same.reference())).isEqualTo(ReferenceFile.toBytes(one.reference()));
        assertThat(retrain(moved, 6).network()).isNotEqualTo(one.network());
    }

    @Test
    void whatCannotLearnOnIsTold() {
        LabelledRows held = version.heldOut().embeddings();
        ReplaySet without = new ReplaySet(version.replay().rows(), 3);
        assertThatThrownBy(() -> training()
                        .learn(
                                held,
                                without,
                                version.classifier(),
                                version.reference().scores(),
                                5))
                .hasMessageContaining("no held-out images");
        assertThatThrownBy(() -> training()
                        .learn(
                                held,
                                version.replay(),
                                new NetworkFile(NetworkFile.TORCHSCRIPT, new byte[1]),
                                version.reference().scores(),
                                5))
                .hasMessage("a classifier of format torchscript cannot be retrained");
    }

    private static ClassifierRetraining training() {
        return new ClassifierRetraining(drift(1), QUIET);
    }

    private static RetrainedClassifier retrain(LabelledRows labelled, long seed) {
        return training()
                .learn(
                        labelled,
                        version.replay(),
                        version.classifier(),
                        version.reference().scores(),
                        seed);
    }

    private static HeadOutputs.Scores judge(NetworkFile classifier, LabelledRows rows) {
        try (Heads heads = Networks.loadHeads(classifier, null, 16, 3, ComputeDevice.CPU)) {
            return heads.judge(rows.rows()).original();
        }
    }

    private static double classDistance(DriftReference reference, NetworkFile classifier, LabelledRows rows) {
        HeadOutputs.Scores said = judge(classifier, rows);
        return reference
                .measures(reference.sums(rows.rows(), said.predicted(), said.margins(), said.confidences()))
                .stream()
                .filter(measure -> measure.name().equals("class_total_variation"))
                .mapToDouble(DriftMeasure::value)
                .findFirst()
                .orElseThrow();
    }
}
