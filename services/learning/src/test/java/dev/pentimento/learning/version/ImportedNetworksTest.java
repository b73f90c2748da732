package dev.pentimento.learning.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions around TorchScript networks that recognise stripes. */
class ImportedNetworksTest {
    private static final NetworkFile ENCODER = ScriptFiles.file("encoder");
    private static final TrainingContext QUIET =
            new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
    private static final VersionSettings SETTINGS = new VersionSettings(
            EncoderSettings.defaults(),
            new ClassifierSettings(List.of(32, 16), 0.2f, 12, 64, 2e-3, 1e-4, 0.1, 6),
            new CorrectionSettings(
                    16,
                    new CorrectionSettings.Descent(60, 64, 1e-3, 1e-4),
                    CorrectionSettings.Terms.of(0.3, 1),
                    1,
                    false),
            10,
            90);

    private static EmbeddedData data;

    @BeforeAll
    static void embed() {
        try (Encoder encoder = Networks.loadEncoder(ENCODER, ImageShape.plain(1, 12, 12), ComputeDevice.CPU)) {
            data = new EmbeddedData(
                    List.of("rows", "columns", "diagonals"),
                    embedded(encoder, 300, 1),
                    embedded(encoder, 120, 2),
                    embedded(encoder, 200, 3));
        }
    }

    private static LabelledRows embedded(Encoder encoder, int count, long seed) {
        LabelledRows images = VersionTrainingTest.stripes(count, seed);
        return images.with(encoder.embed(images.rows()));
    }

    @Test
    void aClassifierIsTrainedForAnEncoderThatComesAlone() {
        UnpublishedVersion version = new VersionTraining(SETTINGS, QUIET).around(ENCODER, data, 7);

        assertThat(version.encoder()).isEqualTo(ENCODER);
        assertThat(version.classifier().format()).isEqualTo(NetworkFile.SAFETENSORS);
        assertThat(version.validation().get("original.balanced_accuracy")).isGreaterThan(0.9);
        assertThat(version.recipe()).containsEntry("encoder", "imported").containsKey("classifier.epochs");
        assertThat(version.recipe().keySet()).noneMatch(name -> name.startsWith("encoder."));
        assertThat(new VersionTraining(SETTINGS, QUIET).around(ENCODER, data, 7).classifier())
                .isEqualTo(version.classifier());
    }

    @ParameterizedTest
    @CsvSource({"classifier", "probabilities", "opaque"})
    void aClassifierThatComesAlongStaysAsItIs(String name) {
        NetworkFile classifier = ScriptFiles.file(name);

        UnpublishedVersion version = new VersionTraining(SETTINGS, QUIET).around(ENCODER, classifier, data, 7);

        assertThat(version.classifier()).isEqualTo(classifier);
        assertThat(version.validation().get("original.balanced_accuracy")).isGreaterThan(0.9);
        assertThat(version.recipe()).containsEntry("classifier", "imported");
        assertThat(version.reference().dimensions()).isEqualTo(16);
    }

    /** Without a gradient of its answers the exemplars alone must show the way. */
    @ParameterizedTest
    @CsvSource({"classifier, 0.8", "probabilities, 0.8", "opaque, 0.6"})
    void aCorrectionIsLearnedInFrontOfIt(String name, double least) {
        NetworkFile classifier = ScriptFiles.file(name);
        UnpublishedVersion version = new VersionTraining(SETTINGS, QUIET).around(ENCODER, classifier, data, 7);
        LabelledRows moved = VersionTrainingTest.swapped(data.heldOut());
        LabelledRows rest = VersionTrainingTest.part(moved, 120, 200);

        TrainedCorrection correction = new CorrectionTraining(VersionTrainingTest.drift(1), QUIET)
                .learn(VersionTrainingTest.part(moved, 0, 120), version.replay(), classifier, 5);

        assertThat(correction.accepted()).isTrue();
        try (Heads heads = Networks.loadHeads(classifier, correction.network(), 16, 3, ComputeDevice.CPU)) {
            HeadOutputs opinions = heads.judge(rest.rows());
            double before = VersionTrainingTest.accuracy(opinions.original().predicted(), rest.labels());
            double after = VersionTrainingTest.accuracy(opinions.corrected().predicted(), rest.labels());
            assertThat(after)
                    .as("before: %s", before)
                    .isGreaterThan(before + 0.1)
                    .isGreaterThan(least);
        }
    }

    @Test
    void embeddingsOfDifferentLengthAreRefused() {
        LabelledRows other = new LabelledRows(new FloatMatrix(1, 3, new float[3]), new int[1]);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new EmbeddedData(data.classes(), data.train(), other, data.heldOut())))
                .hasMessage("the embeddings differ in length: 16, 3 and 16");
    }
}
