package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.FloatMatrix;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens where memory does not suffice, with a loss that says so. */
class GradientDescentTest {
    private static final List<TensorSpec> SPECS = new MlpClassifier(3, List.of(), 2, 0).tensors();

    private final List<int[]> learned = new ArrayList<>();
    private Weights weights;
    private Adam adam;
    private GradientDescent descent;

    @BeforeEach
    void start() {
        weights = Weights.initial(SPECS, new SplittableRandom(1), ComputeDevice.CPU);
        adam = new Adam(weights, SPECS, 0);
        descent = new GradientDescent(
                "test",
                adam,
                0.1,
                4,
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        adam.close();
        weights.close();
    }

    @Test
    void everyRowIsStillLearnedOnceInSmallerBatchesThatStaySmall() {
        double loss = descent.step(rows(20), weights, withMemoryFor(6));
        descent.step(rows(20), weights, withMemoryFor(100));

        assertThat(loss).isFinite();
        assertThat(learned).hasSize(8).allSatisfy(rows -> assertThat(rows).hasSize(5));
        assertThat(learned.subList(0, 4).stream().flatMapToInt(IntStream::of).toArray())
                .containsExactlyInAnyOrder(rows(20));
    }

    @Test
    void theWeightsAreThoseOfTheHalvesAloneAsIfNothingHadFailed() {
        descent.step(rows(8), weights, withMemoryFor(4));
        float[] after = weights.get("output.weight").toFloatArray();

        try (Weights other = Weights.initial(SPECS, new SplittableRandom(1), ComputeDevice.CPU);
                Adam otherAdam = new Adam(other, SPECS, 0)) {
            for (int half = 0; half < 2; half++) {
                GradientDescent.backward(() -> loss(other));
                // The cosine of the schedule at 0 and at half of one of four steps.
                otherAdam.update(0.1 * (1 + Math.cos(Math.PI * half * 0.5 / 4)) / 2);
            }
            assertThat(after).isEqualTo(other.get("output.weight").toFloatArray());
        }
    }

    @Test
    void wherePairsOfRowsAreTooManyItStopsAndSaysWhatToDo() {
        assertThatThrownBy(() -> descent.step(rows(20), weights, withMemoryFor(1)))
                .isInstanceOf(TrainingOutOfMemoryException.class)
                .hasMessageStartingWith("training of the test ran out of memory at step")
                .hasMessageContaining("use a smaller batch");
    }

    @Test
    void javasOwnMemoryIsAnsweredLikewise() {
        descent.step(rows(4), weights, (part, scratch) -> {
            if (part.length > 2) {
                throw new OutOfMemoryError("Direct buffer memory");
            }
            learned.add(part);
            return loss(weights);
        });

        assertThat(learned).hasSize(2);
    }

    @Test
    void anotherFailureOfTheEngineIsNotTakenForIt() {
        assertThatThrownBy(() -> descent.step(rows(4), weights, (part, scratch) -> {
                    throw new EngineException("shapes do not fit");
                }))
                .isInstanceOf(EngineException.class)
                .hasMessage("shapes do not fit");
    }

    @Test
    void aLossThatIsNoNumberBeforeAnythingWasLearnedIsNotBlamedOnTheLearningRate() {
        assertThatThrownBy(() -> descent.step(() -> notANumber()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("training of the test stopped at step 1: its loss is NaN")
                .hasMessageContaining("the data contain values that are far too large");
    }

    @Test
    void aLossThatIsNoNumberLaterIsBlamedOnIt() {
        descent.step(() -> loss(weights));
        assertThatThrownBy(() -> descent.step(() -> notANumber()))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith("training of the test stopped at step 2: its loss is NaN")
                .hasMessageContaining("learning rate is too high");
    }

    @Test
    void rowsThatAreNotFiniteAreNamedBeforeAnythingIsLearned() {
        LabelledRows rows = new LabelledRows(new FloatMatrix(4, 3, new float[12]), new int[] {0, 1, 0, 1});
        rows.rows().values()[7] = Float.POSITIVE_INFINITY;
        ClassifierTraining training = new ClassifierTraining(
                3,
                2,
                ClassifierSettings.defaults(),
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system()));

        assertThatThrownBy(() -> training.train(rows, rows, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embeddings to learn from: row 2 holds Infinity");
    }

    private NDArray notANumber() {
        return loss(weights).mul(Upload.scalar(weights.get("output.weight"), Float.NaN));
    }

    private BiFunction<int[], NDManager, NDArray> withMemoryFor(int rows) {
        return (part, scratch) -> {
            if (part.length > rows) {
                throw new EngineException("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough memory");
            }
            learned.add(part);
            return loss(weights);
        };
    }

    private static NDArray loss(Weights weights) {
        return weights.get("output.weight").square().sum();
    }

    private static int[] rows(int count) {
        return IntStream.range(0, count).toArray();
    }
}
