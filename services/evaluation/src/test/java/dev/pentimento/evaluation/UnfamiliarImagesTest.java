package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Prediction;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.estimate.AccuracyLearning;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import dev.pentimento.statistics.estimate.WindowSigns;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All held-out embeddings point to one side; those of unfamiliar images point to the other. */
class UnfamiliarImagesTest {
    private static final int IMAGES = 200;

    @TempDir
    Path state;

    private final Random random = new Random(3);

    @Test
    void imagesUnlikeAnyHeldOutImageAreToldAndGetNoEstimate() {
        try (TestStream stream = new TestStream(state, Map.of())) {
            stream.versions.swap(
                    LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference()), List.of());

            send(stream, embeddings(IMAGES, 1));
            DriftWindow familiar = latest(stream);
            assertThat(familiar.getUnfamiliarShare()).isLessThan(0.05);
            assertThat(familiar.getEstimate()).isNotNull();
            assertThat(familiar.getNoEstimate()).isNull();
            assertThat(stream.predictions().stream().filter(Prediction::getUnfamiliar))
                    .hasSizeLessThan(IMAGES / 20);

            send(stream, embeddings(3 * IMAGES, -1));
            DriftWindow strange = latest(stream);
            assertThat(strange.getUnfamiliarShare()).isBetween(0.7, 0.8);
            assertThat(strange.getEstimate()).isNull();
            assertThat(strange.getNoEstimate()).isEqualTo("most images are unlike any held-out image");
            assertThat(stream.predictions().subList(IMAGES, 4 * IMAGES)).allMatch(Prediction::getUnfamiliar);
        }
    }

    private void send(TestStream stream, FloatMatrix embeddings) {
        List<EmbeddedImage> images = new ArrayList<>();
        for (int i = 0; i < embeddings.rows(); i++) {
            images.add(stream.image("image " + random.nextLong(), "camera", BEGIN, null));
        }
        stream.embed(images, Map.of(ENCODER, embeddings));
        stream.pass(Duration.ofSeconds(1));
    }

    private static DriftWindow latest(TestStream stream) {
        return stream.drift().stream()
                .filter(window -> window.getSlice().equals("all"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private FloatMatrix embeddings(int rows, int side) {
        float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (side * (3 + random.nextGaussian()));
        }
        return new FloatMatrix(rows, 3, values);
    }

    /** From all over what a window can show, so that nothing is too far away. */
    private List<AccuracyLearning.Window> windows() {
        List<AccuracyLearning.Window> windows = new ArrayList<>();
        for (String kind : List.of("blurred", "noisy", "dark")) {
            for (int i = 0; i < 20; i++) {
                WindowSigns signs =
                        new WindowSigns(500, random.nextDouble(), random.nextDouble(), 2 * random.nextDouble());
                windows.add(new AccuracyLearning.Window(kind, signs, random.nextDouble()));
            }
        }
        return windows;
    }

    private Reference reference() {
        FloatMatrix heldOut = embeddings(1_000, 1);
        float[] confidences = new float[heldOut.rows()];
        boolean[] right = new boolean[confidences.length];
        float[] margins = new float[confidences.length];
        for (int i = 0; i < right.length; i++) {
            confidences[i] = 0.5f + 0.4f * random.nextFloat();
            right[i] = random.nextFloat() < confidences[i];
        }
        DriftReference drift = DriftReference.fit(heldOut, heldOut.argMax(), margins, CLASSES.size(), 1)
                .with(CalibratedAccuracy.fit(confidences, right))
                .with(AccuracyLearning.learn(windows(), 0.7));
        return new Reference("fedcba9876543210", drift, CLASSES);
    }
}
