package dev.pentimento.learning.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.network.GoldenNetworks;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ThesisCorrection;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One whole step of the thesis's correction from given weights, against the numbers of {@code golden_contrastive.py}. */
class SiameseStepGoldenTest {
    private static final int DIMENSIONS = 7;
    private static final double SMALLEST_GRADIENT = 1e-4;

    @ParameterizedTest
    @ValueSource(strings = {"thesis-correction", "thesis-correction-normalized"})
    void lossAndWeightsAfterOneStepAreThoseOfPlainPyTorch(String name) throws IOException {
        JsonNode golden = golden().path(name);
        PairLoss loss = name.endsWith("normalized")
                ? new PairLoss.SoftNearestNeighbours(Distance.COSINE, 1)
                : new PairLoss.InvertedSigmoid(Math.E, 0);
        TrainingContext context =
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
        SiameseTraining training = new SiameseTraining(SiameseSettings.thesis(loss), context);
        try (Network network = Network.load(GoldenNetworks.file(name), ComputeDevice.CPU);
                Adam adam = new Adam(network.weights(), network.architecture().tensors(), 0);
                var scratch = network.weights().newScratch()) {
            double value = GradientDescent.constant("test", adam, 1e-2, context)
                    .step(() -> training.loss(
                            batch(),
                            (ThesisCorrection) network.architecture(),
                            network.weights(),
                            new Pass(true, null),
                            scratch));

            assertThat(value).isCloseTo(golden.path("loss").doubleValue(), within(1e-5));
            int compared = 0;
            for (var spec : network.architecture().tensors()) {
                float[] values = network.weights().get(spec.name()).toFloatArray();
                JsonNode expected = golden.path("after").path(spec.name());
                JsonNode gradient = golden.path("gradient").path(spec.name());
                assertThat(values).hasSize(expected.size());
                for (int i = 0; i < values.length; i++) {
                    // Adam's first step is the gradient's sign, but where it is as small as epsilon: there its two
                    // forms
                    // differ, and before a BatchNorm a bias has a gradient of rounding alone.
                    if (!spec.learned() || Math.abs(gradient.path(i).doubleValue()) > SMALLEST_GRADIENT) {
                        compared++;
                        assertThat(values[i])
                                .as(spec.name() + " " + i)
                                .isCloseTo(expected.path(i).floatValue(), within(5e-5f));
                    }
                }
            }
            assertThat(compared).isGreaterThan(90);
        }
    }

    /** What a step does where memory does not suffice for all of its anchors. */
    @Test
    void partsOfAStepHaveTogetherTheLossOfTheWhole() {
        TrainingContext context =
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
        PairLoss loss = new PairLoss.SoftNearestNeighbours(Distance.COSINE, 1);
        SiameseTraining training = new SiameseTraining(SiameseSettings.thesis(loss), context);
        try (Network network = Network.load(GoldenNetworks.file("thesis-correction"), ComputeDevice.CPU);
                var scratch = network.weights().newScratch()) {
            ToDoubleFunction<Pairs.Batch> measured = batch -> training.loss(
                            batch,
                            (ThesisCorrection) network.architecture(),
                            network.weights(),
                            Pass.INFERENCE,
                            scratch)
                    .getFloat();

            double parts = measured.applyAsDouble(batch().of(new int[] {0, 3}))
                    + measured.applyAsDouble(batch().of(new int[] {1, 2}));

            assertThat(parts / 2).isCloseTo(measured.applyAsDouble(batch()), within(1e-5));
        }
    }

    /** Four anchors, each with two positive and two negative partners. */
    private static Pairs.Batch batch() {
        float[] values = new float[20 * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i < 4 * DIMENSIONS ? 1 + i : 200 + i - 4 * DIMENSIONS);
        }
        float[] positive = {1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0};
        return new Pairs.Batch(
                new FloatMatrix(20, DIMENSIONS, values),
                IntStream.range(0, 4).toArray(),
                IntStream.range(4, 20).toArray(),
                positive);
    }

    private static JsonNode golden() throws IOException {
        try (InputStream stream = SiameseStepGoldenTest.class.getResourceAsStream("/golden/siamese-step.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }
}
