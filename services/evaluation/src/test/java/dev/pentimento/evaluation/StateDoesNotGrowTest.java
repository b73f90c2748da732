package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.drift.DriftProcessor;
import dev.pentimento.evaluation.joining.JoinProcessor;
import dev.pentimento.evaluation.quality.QualityProcessor;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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

    /** A backlog of two years ago is read, beside images of now: its windows are over long since, and still fill. */
    @Test
    void windowsOfLongAgoStayWhileTheirImagesComeAndAreDeletedAfterwards() {
        Map<String, String> settings =
                Map.of("evaluation.retention", "PT10M", "evaluation.capture.behind", "PT10M", "evaluation.slices", "0");
        Instant longAgo = BEGIN.minus(Duration.ofDays(730));
        try (TestStream stream = new TestStream(state, settings)) {
            stream.versions.swap(
                    LoadedVersion.of("v1", TestStream.ENCODER, TestStream.CLASSES, new FakeJudge(3, true), reference()),
                    List.of());
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant time = BEGIN.plus(WINDOW.multipliedBy(minute));
                stream.embed(List.of(stream.image("now" + minute, null, time, null)), vector("cat"));
                stream.embed(List.of(stream.image("old" + minute, null, longAgo, null)), vector("cat"));
                stream.pass(WINDOW);
            }

            assertThat(stream.quality().get("v1|all|" + windowOf(longAgo)).getImages())
                    .as("images of the window of quality")
                    .isEqualTo(MINUTES);
            assertThat(stream.drift().stream()
                            .filter(window -> window.getWindowStart().equals(windowOf(longAgo)))
                            .mapToLong(DriftWindow::getImages)
                            .max())
                    .as("images of the window of drift")
                    .hasValue(MINUTES);

            for (int minute = MINUTES; minute < 2 * MINUTES; minute++) {
                Instant time = BEGIN.plus(WINDOW.multipliedBy(minute));
                stream.embed(List.of(stream.image("now" + minute, null, time, null)), vector("cat"));
                stream.pass(WINDOW);
            }
            assertThat(stream.entries(QualityProcessor.TALLIES))
                    .as("the windows of now and the whole")
                    .isLessThanOrEqualTo(MOST_WINDOWS + 1);
            assertThat(stream.entries(DriftProcessor.WINDOWS)).isLessThanOrEqualTo(MOST_WINDOWS);
            stream.embed(List.of(stream.image("again", null, longAgo, null)), vector("cat"));
            assertThat(stream.quality().get("v1|all|" + windowOf(longAgo)).getImages())
                    .as("the window begins anew")
                    .isEqualTo(1);
        }
    }

    private static Instant windowOf(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    @Test
    void lineUpsThatNoImageRefersToAnyMoreAreDeletedAndTheOthersStillReadTheirImages() {
        TestStream stream = new TestStream(state, Map.of("evaluation.retention", "PT10M"));
        Instant time = BEGIN;
        for (int minute = 0; minute < MINUTES; minute++) {
            stream.versions.swap(
                    stream.versions.champion().orElseThrow(),
                    List.of(TestStream.version("c" + minute, TestStream.ENCODER, new FakeJudge(3, false))));
            stream.embed(List.of(stream.image("i" + minute, null, time, null)), vector("cat"));
            stream.pass(WINDOW);
            time = time.plus(WINDOW);
        }
        assertThat(stream.entries(JoinProcessor.LINE_UPS)).isBetween(10, MOST_WINDOWS);

        stream = stream.restarted();
        stream.label("i" + (MINUTES - 9), "dog", time);
        stream.label("i0", "dog", time);
        assertThat(stream.outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.getCandidates().get(0).getModelVersion())
                        .isEqualTo("c" + (MINUTES - 9)));
        stream.close();
    }

    @Test
    void detectorsAndSourcesOfAVersionLongGoneAreForgottenAndItsTotalIsNot() {
        Map<String, String> settings =
                Map.of("evaluation.retention", "PT10M", "evaluation.capture.behind", "PT10M", "evaluation.slices", "1");
        LastingStores stores = new LastingStores();
        try (TestStream stream = new TestStream(state, settings, stores)) {
            minutes(stream, "v1", "r1", 0, 10);
            assertThat(keys(stores, DriftProcessor.DETECTORS, "r1")).isPositive();
            assertThat(keys(stores, DriftProcessor.SOURCES, "r1")).isEqualTo(1);
            assertThat(keys(stores, QualityProcessor.SOURCES, "v1")).isEqualTo(1);

            minutes(stream, "v2", "r2", 10, 30);
            assertThat(keys(stores, DriftProcessor.DETECTORS, "r1"))
                    .as("images of the last windows may still come")
                    .isPositive();

            minutes(stream, "v2", "r2", 30, MINUTES);
            for (String store : List.of(DriftProcessor.DETECTORS, DriftProcessor.WINDOWS, DriftProcessor.SOURCES)) {
                assertThat(keys(stores, store, "r1")).as(store).isZero();
                assertThat(keys(stores, store, "r2")).as(store).isPositive();
            }
            assertThat(keys(stores, QualityProcessor.SOURCES, "v1")).isZero();
            assertThat(keys(stores, QualityProcessor.SOURCES, "v2")).isEqualTo(1);
            assertThat(keys(stores, QualityProcessor.TALLIES, "v1"))
                    .as("the wholes of all images and of the ward")
                    .isEqualTo(2);
        }
    }

    private static void minutes(TestStream stream, String version, String reference, int from, int to) {
        stream.versions.swap(
                LoadedVersion.of(
                        version,
                        TestStream.ENCODER,
                        TestStream.CLASSES,
                        new FakeJudge(3, true),
                        new Reference(reference, reference().drift(), TestStream.CLASSES)),
                List.of());
        for (int minute = from; minute < to; minute++) {
            Instant time = BEGIN.plus(WINDOW.multipliedBy(minute));
            stream.embed(List.of(stream.image("i" + minute, "ward", time, null)), vector("cat"));
            stream.label("i" + minute, "dog", time);
            stream.pass(WINDOW);
        }
    }

    /** Keys of a version or reference. */
    private static long keys(LastingStores stores, String store, String owner) {
        byte[] prefix = new Packer().text(owner).toBytes();
        return stores.content(store).keySet().stream()
                .filter(key -> Arrays.equals(Arrays.copyOf(key.get(), prefix.length), prefix))
                .count();
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
