package dev.pentimento.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.process.WindowSize;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.events.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is drawn, character by character. */
class LiveViewsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void qualityShowsTheLatestWindowTheOnesBeforeAndTheVerdictSinceTheChampionBegan() {
        LiveQuality view = new LiveQuality();
        view.accept(Samples.quality("camera", minute(0), 0.8, 0.8, Verdict.UNDECIDED));
        for (int i = 0; i < 4; i++) {
            view.accept(Samples.quality("all", minute(i), 0.9 - 0.1 * i, 0.9 - 0.02 * i, Verdict.UNDECIDED));
        }
        // A revision takes the place of the window that it revises.
        view.accept(Samples.quality("all", minute(3), 0.5, 0.84, Verdict.UNDECIDED));
        view.accept(Samples.quality("all", null, 0.7, 0.8, Verdict.HELPS));

        assertThat(lines(view, 140))
                .containsExactly(
                        "SLICE   ARM        VERSION  WINDOW                LABELLED  ACCURACY  BALANCED  MACRO F1"
                                + "  HELPED/HURT  VERDICT  50–90 % BALANCED",
                        "all     original   v        2026-03-01T12:03:00Z  40        50.0 %    50.0 %    -       "
                                + "  -            -        █▆▄▁",
                        "all     corrected  v        2026-03-01T12:03:00Z  40        84.0 %    84.0 %    -       "
                                + "  12/1         HELPS    ██▇▇",
                        "camera  original   v        2026-03-01T12:00:00Z  40        80.0 %    80.0 %    -       "
                                + "  -            -        ▆",
                        "camera  corrected  v        2026-03-01T12:00:00Z  40        80.0 %    80.0 %    -       "
                                + "  -            -        ▆");
        assertThat(lines(view, 50))
                .startsWith(
                        "SLICE   ARM        BALANCED  VERDICT  50–90 % BAL…",
                        "all     original   50.0 %    -        █▆▄▁");
        assertThat(view.table().lines(new WindowSize(140, 24), true).get(2)).startsWith("\u001b[32mall");
    }

    @Test
    void qualityMarksAVerdictThatIsHeldBackAndSaysHowManyLabelsOneStillNeeds() {
        LiveQuality view = new LiveQuality();
        view.accept(Samples.undecided(each -> each.setLabelsNeeded(140L)));
        assertThat(lines(view, 140).get(2)).contains("12/1         UNDECIDED, ~140 more");

        view.accept(Samples.undecided(each -> each.setHeldBack(true)));
        assertThat(lines(view, 140).get(2)).contains("12/1         HELD BACK");
    }

    @Test
    void driftHasARowForTheEvidenceAndOneForEachMeasure() {
        LiveDrift view = new LiveDrift();
        view.accept(drift("all", 0, 0.1, 100));
        view.accept(drift("all", 1, 0.4, 12_000));
        view.accept(drift("source=camera", 1, 0.1, 0));

        assertThat(lines(view, 140))
                .containsExactly(
                        "SLICE          MEASURE            VALUE  THRESHOLD  ALARM                           VERSION"
                                + "  WINDOW                FROM 0",
                        "all            evidence           12000  10000      raised at image 900, since 850  v      "
                                + "  2026-03-01T12:01:00Z  ▁█",
                        "all            mean_shift_cosine  0.400  0.200      above its threshold             v      "
                                + "  2026-03-01T12:01:00Z  ▃█",
                        "source=camera  evidence           0      10000      none                            v      "
                                + "  2026-03-01T12:01:00Z  ▁",
                        "source=camera  mean_shift_cosine  0.100  0.200                                      v      "
                                + "  2026-03-01T12:01:00Z  █");
        assertThat(view.table().lines(new WindowSize(140, 24), true))
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("\u001b[31m"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("\u001b[33m"));
    }

    @Test
    void driftThatIsMeasuredOnASampleSaysSo() {
        LiveDrift view = new LiveDrift();
        view.accept(DriftWindow.newBuilder(drift("all", 0, 0.1, 100))
                .setSampledShare(0.25)
                .build());

        assertThat(lines(view, 140)).anyMatch(line -> line.contains("sampled share      25.0 %"));
    }

    @Test
    void modelsStandAsTheyAreNowTheChampionFirst() {
        LiveModels view = new LiveModels();
        ModelVersion trained = ModelVersion.newBuilder(Samples.version("aa11", Stage.CANDIDATE, NOON))
                .setTrainingReport(List.of(
                        new TrainingEpoch("encoder", 1, 1, 9.0, 9.0),
                        new TrainingEpoch("correction", 1, 2, 1.0, 0.8),
                        new TrainingEpoch("correction", 2, 2, 1.0, 0.2)))
                .build();
        view.accept(trained);
        view.accept(Samples.version("bb22", Stage.REJECTED, NOON.plusSeconds(60)));
        ModelVersion promoted =
                ModelVersion.newBuilder(trained).setStage(Stage.CHAMPION).build();
        view.accept(promoted);

        assertThat(lines(view, 160))
                .hasSize(3)
                .satisfies(lines ->
                        assertThat(lines.get(1)).startsWith("aa11     CHAMPION").endsWith("  █▁"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("bb22     REJECTED"));
    }

    @Test
    void deadLettersAreCountedByReason() {
        LiveDeadLetters view = new LiveDeadLetters();
        Stream.of(0, 0, 0, 3).forEach(i -> view.accept(letter(DeadLetterReason.UNDECODABLE_IMAGE, minute(i))));
        view.accept(letter(DeadLetterReason.UNKNOWN_CLASS, minute(2)));

        assertThat(lines(view, 140))
                .containsExactly(
                        "REASON             TOPIC   LETTERS  LATEST                DETAIL OF THE LATEST          A MINUTE",
                        "UNDECODABLE_IMAGE  images  4        2026-03-01T12:03:00Z  not an image: unknown format  █  ▃",
                        "UNKNOWN_CLASS      images  1        2026-03-01T12:02:00Z  not an image: unknown format  █");
    }

    @Test
    void noMoreIsKeptThanIsShown() {
        LiveQuality quality = new LiveQuality();
        LiveDeadLetters letters = new LiveDeadLetters();
        for (int i = 0; i < 1000; i++) {
            quality.accept(Samples.quality("source=" + i, minute(i), 0.8, 0.8, Verdict.UNDECIDED));
            quality.accept(Samples.quality("all", minute(i), 0.8, 0.8, Verdict.UNDECIDED));
            letters.accept(letter(DeadLetterReason.UNKNOWN_CLASS, minute(i)));
        }

        assertThat(quality.table().rows()).hasSize(300);
        assertThat(quality.table().rows().get(0).history().values()).hasSize(40);
        assertThat(letters.table().rows().get(0).history().values()).hasSize(40);
        assertThat(letters.table().rows().get(0).cells()).contains("1000");
    }

    private static List<String> lines(LiveView<?> view, int columns) {
        return view.table().lines(new WindowSize(columns, 24), false);
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private static DeadLetter letter(DeadLetterReason reason, Instant time) {
        return DeadLetter.newBuilder(Samples.deadLetter(new byte[1]))
                .setReason(reason)
                .setTimestamp(time)
                .build();
    }

    private static DriftWindow drift(String slice, int minute, double shift, double evidence) {
        return DriftWindow.newBuilder(Samples.drift(evidence >= 10_000 ? AlarmState.RAISED : null))
                .setSlice(slice)
                .setWindowStart(minute(minute))
                .setEvidence(evidence)
                .setMeasures(List.of(new DriftMeasure("mean_shift_cosine", shift, 0.2, shift > 0.2)))
                .build();
    }
}
