package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.DriftReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDoesNotGrowTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MINUTES = 80;
    /** Ten minutes that a capture time may be behind, ten that a label may be late, and the passes of the sweep. */
    private static final int MOST_WINDOWS = 24;

    @TempDir
    Path state;

    @Test
    void windowsThatNothingCanChangeAnyMoreAreForgottenAndTheWholeIsNot() {
        Map<String, String> settings =
                Map.of("evaluation.retention", "PT10M", "evaluation.capture.behind", "PT10M", "evaluation.slices", "1");
        try (TestStream stream = new TestStream(state, settings)) {
            stream.versions.swap(
                    LoadedVersion.of("v1", TestStream.ENCODER, TestStream.CLASSES, new FakeJudge(3, true), reference()),
                    List.of());
            Instant time = BEGIN;
            for (int minute = 0; minute < MINUTES; minute++) {
                stream.embed(List.of(stream.image("i" + minute, "ward", time, null)), vector("cat"));
                stream.label("i" + minute, "dog", time);
                stream.pass(WINDOW);
                time = time.plus(WINDOW);
            }

            assertThat(stream.entries(QualityProcessor.TALLIES))
                    .as("windows of all images and of the ward, and the whole of each")
                    .isBetween(2 * 20, 2 * MOST_WINDOWS + 2);
            assertThat(stream.entries(DriftProcessor.WINDOWS)).isBetween(2 * 20, 2 * MOST_WINDOWS);
            assertThat(stream.entries(JoinProcessor.IMAGES)).isLessThanOrEqualTo(MOST_WINDOWS);
            var total = stream.quality().get("v1|all|total");
            assertThat(total.getImages()).isEqualTo(MINUTES);
            assertThat(total.getLabelled()).isEqualTo(MINUTES);
        }
    }

    private static Reference reference() {
        Random random = new Random(1);
        float[] values = new float[2_000 * 3];
        float[] margins = new float[2_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        FloatMatrix heldOut = new FloatMatrix(margins.length, 3, values);
        return new Reference("r1", DriftReference.fit(heldOut, heldOut.argMax(), margins, 3, 1), TestStream.CLASSES);
    }
}
