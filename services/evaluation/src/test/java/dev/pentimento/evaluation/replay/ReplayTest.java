package dev.pentimento.evaluation.replay;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.evaluation.FakeJudge;
import dev.pentimento.evaluation.TestStream;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.serving.judges.LoadedVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final long SEED = 17;

    @TempDir
    Path state;

    private TestStream stream;

    @BeforeEach
    void open() {
        stream = new TestStream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private ReplayReport replay(LoadedVersion version, TimeRange range) {
        try (Replay replay = new Replay(version, stream.settings.quality(), stream.settings.eventTime(), range)) {
            stream.outcomes().forEach(replay::label);
            stream.batches().forEach(replay::judge);
            return replay.report();
        }
    }

    private ReplayReport replay(TimeRange range) {
        return replay(version("v1", ENCODER, new FakeJudge(3, true)), range);
    }

    private static Map<String, QualityWindow> byWindow(List<QualityWindow> windows) {
        Map<String, QualityWindow> byWindow = new HashMap<>();
        windows.forEach(window -> byWindow.put(
                window.getSlice() + "|" + window.getWindowStart(),
                QualityWindow.newBuilder(window).setRevision(1).build()));
        return byWindow;
    }

    /** Images of several times and places, some of one id, a broken one among them; labels of every kind. */
    private void live() {
        Random random = new Random(SEED);
        for (int batch = 0; batch < 40; batch++) {
            List<EmbeddedImage> images = new ArrayList<>();
            float[][] vectors = new float[1 + random.nextInt(6)][3];
            for (float[] vector : vectors) {
                for (int i = 0; i < 3; i++) {
                    vector[i] = (float) random.nextGaussian();
                }
                if (random.nextInt(60) == 0) {
                    vector[1] = Float.NaN;
                }
                var timestamp = BEGIN.plusSeconds(random.nextInt(300));
                images.add(stream.image(
                        "image-" + random.nextInt(100),
                        random.nextBoolean() ? "ward " + random.nextInt(3) : null,
                        timestamp,
                        switch (random.nextInt(3)) {
                            case 0 -> timestamp.minusSeconds(random.nextInt(600));
                            case 1 -> timestamp.plus(Duration.ofDays(4000));
                            default -> null;
                        }));
            }
            stream.embed(images, vectors);
            for (int i = 0; i < 4; i++) {
                String label = new String[] {"cat", "dog", "owl", null, "fish"}[random.nextInt(5)];
                stream.label("image-" + random.nextInt(100), label);
            }
        }
    }

    @Test
    void whatTheVersionAnsweredLiveHasTheLiveFiguresBitForBit() {
        live();
        Map<String, QualityWindow> expected =
                byWindow(List.copyOf(stream.quality().values()));

        ReplayReport report = replay(TimeRange.ALL);

        assertThat(expected).as("seed " + SEED).hasSizeGreaterThan(20);
        assertThat(expected.get("all|null").getLabelled()).isGreaterThan(20);
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason().name())
                .contains("FAILED_INFERENCE");
        assertThat(byWindow(report.quality())).as("seed " + SEED).isEqualTo(expected);
        assertThat(report.images()).isEqualTo(expected.get("all|null").getImages());
        assertThat(report.failed()).isPositive();
    }

    @Test
    void onlyImagesOfTheTimeAreCountedAndTheirWindowsAreTheLiveOnes() {
        live();
        TimeRange minutes = new TimeRange(BEGIN.plusSeconds(50), BEGIN.plusSeconds(170)); // 10:01 to 10:03
        Map<String, QualityWindow> expected =
                byWindow(List.copyOf(stream.quality().values()));
        expected.values()
                .removeIf(window -> window.getWindowStart() == null
                        || window.getWindowStart().isBefore(minutes.from())
                        || !window.getWindowStart().isBefore(minutes.to()));

        Map<String, QualityWindow> found = byWindow(replay(minutes).quality());
        QualityWindow whole = found.get("all|null");
        found.values().removeIf(window -> window.getWindowStart() == null);

        assertThat(expected).as("seed " + SEED).hasSizeGreaterThan(4);
        assertThat(found).as("seed " + SEED).isEqualTo(expected);
        assertThat(whole.getImages())
                .isEqualTo(expected.values().stream()
                        .filter(window -> window.getSlice().equals("all"))
                        .mapToLong(QualityWindow::getImages)
                        .sum());
    }

    @Test
    void anotherVersionIsJudgedOnTheSameImagesAndLabels() {
        stream.image("a", "cat");
        stream.label("a", "dog");

        ReplayReport report = replay(version("v2", ENCODER, new FakeJudge(3, false)), TimeRange.ALL);

        QualityWindow all = byWindow(report.quality()).get("all|null");
        assertThat(all.getModelVersion()).isEqualTo("v2");
        assertThat(all.getArms()).extracting(arm -> arm.getAccuracy()).containsExactly(0.0, 0.0);
    }

    @Test
    void classesThatTheVersionDoesNotKnowAreNoLabelsToIt() {
        stream.image("a", "cat");
        stream.label("a", "owl");
        stream.label("a", "cat");
        LoadedVersion two =
                LoadedVersion.of("v2", ENCODER, List.of("cat", "dog", "fish"), new FakeJudge(3, true), null);

        ReplayReport report = replay(two, TimeRange.ALL);

        assertThat(report.unknownLabels()).isEqualTo(1);
        assertThat(byWindow(report.quality()).get("all|null").getLabelled()).isEqualTo(1);
        assertThat(byWindow(report.quality())
                        .get("all|null")
                        .getComparisons()
                        .get(0)
                        .getHurt())
                .isEqualTo(1);
    }

    @Test
    void batchesOfAnotherEncoderAreCountedAndNotJudged() {
        stream.image("a", "cat");

        ReplayReport report = replay(version("v2", "another", new FakeJudge(3, true)), TimeRange.ALL);

        assertThat(report.images()).isZero();
        assertThat(report.withoutVector()).isEqualTo(1);
        assertThat(report.quality()).isEmpty();
    }

    @Test
    void theNetworksAreFreed() {
        FakeJudge judge = new FakeJudge(3, true);
        replay(version("v1", ENCODER, judge), TimeRange.ALL);
        assertThat(judge.closed).hasValue(1);
    }

    @Test
    void aTimeRangeEndsAfterItBegins() {
        assertThatThrownBy(() -> new TimeRange(BEGIN, BEGIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end after it begins");
    }
}
