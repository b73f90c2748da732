package dev.pentimento.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Rows;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Verdict;
import dev.pentimento.schemas.GeneratedClasses;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowsTest {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    @Test
    void aPredictionShowsBothOpinionsAndHowLongItTook() {
        PredictionRows rows = new PredictionRows();
        var prediction = Samples.prediction("a-1", Samples.opinion("cat", 0.75f), Samples.opinion("dog", 0.5f));

        assertThat(cells(rows, prediction))
                .containsEntry("TIME", "2026-03-01T12:00:00Z")
                .containsEntry("ORIGINAL", "cat 0.75")
                .containsEntry("CORRECTED", "dog 0.50")
                .containsEntry("SOURCE", "-")
                .containsEntry("AFTER", "45 ms");
        assertThat(rows.tone(prediction)).isEqualTo(Tone.NOTABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "cat, dog, cat, hurt, BAD",
        "cat, dog, dog, helped, GOOD",
        "cat, cat, dog, both wrong, PLAIN",
        "cat, cat, cat, both right, PLAIN",
        "cat, dog, , no label, PLAIN"
    })
    void anOutcomeSaysWhatTheCorrectionDid(
            String original, String corrected, @Nullable String label, String effect, Tone tone) {
        OutcomeRows rows = new OutcomeRows();
        Outcome outcome = outcome(original, corrected, label);

        assertThat(cells(rows, outcome)).containsEntry("CORRECTION", effect);
        assertThat(rows.tone(outcome)).isEqualTo(tone);
    }

    @Test
    void aQualityWindowHasARowForEachArm() {
        QualityRows rows = new QualityRows();
        List<QualityRows.Arm> arms = rows.of(quality());

        assertThat(arms).hasSize(2);
        assertThat(cells(rows.columns(), arms.get(0)))
                .containsEntry("ARM", "original")
                .containsEntry("ACCURACY", "50.0 %")
                .containsEntry("BALANCED", "-")
                .containsEntry("VERDICT", "-");
        assertThat(cells(rows.columns(), arms.get(1)))
                .containsEntry("WINDOW", "since it began")
                .containsEntry("ARM", "corrected")
                .containsEntry("HELPED", "12")
                .containsEntry("VERDICT", "HELPS");
        assertThat(rows.tone(arms.get(1))).isEqualTo(Tone.GOOD);
    }

    @Test
    void aStandingAlarmStandsOut() {
        DriftRows rows = new DriftRows();
        DriftWindow window = drift(AlarmState.RAISED);

        assertThat(cells(rows, window))
                .containsEntry("ALARM", "raised at image 900, since 850")
                .containsEntry("EVIDENCE", "12000 of 10000")
                .containsEntry("MEASURES (! ABOVE THRESHOLD)", "mean_shift_cosine 0.250!");
        assertThat(rows.tone(window)).isEqualTo(Tone.BAD);
        assertThat(rows.tone(drift(AlarmState.RESOLVED))).isEqualTo(Tone.GOOD);
    }

    @Test
    void aDeadLetterSaysWhereItStoodAndWhy() {
        assertThat(cells(new DeadLetterRows(), Samples.deadLetter(new byte[3])))
                .containsEntry("RECORD", "images-2@41")
                .containsEntry("REASON", "UNDECODABLE_IMAGE")
                .containsEntry("BYTES", "3");
    }

    private static <E> Map<String, String> cells(Rows<E, E> rows, E event) {
        return cells(rows.columns(), rows.of(event).get(0));
    }

    private static <R> Map<String, String> cells(List<Column<R>> columns, R row) {
        return columns.stream()
                .collect(Collectors.toMap(Column::title, column -> column.text().apply(row)));
    }

    private static Outcome outcome(String original, String corrected, @Nullable String label) {
        return Outcome.newBuilder()
                .setImageId("a-1")
                .setLabel(label)
                .setLabelRevision(1)
                .setLabelledAt(Samples.NOON)
                .setModelVersion("0123456789ab")
                .setEncoderId("e".repeat(64))
                .setOriginal(Samples.opinion(original, 0.6f))
                .setCorrected(Samples.opinion(corrected, 0.7f))
                .setCandidates(List.of())
                .setImage(new RecordPosition(0, 0L))
                .setEmbedding(new EmbeddingPosition(0, 0L, 0))
                .setImageTimestamp(Samples.NOON)
                .build();
    }

    private static QualityWindow quality() {
        return QualityWindow.newBuilder()
                .setModelVersion("v")
                .setSlice("all")
                .setRevision(1)
                .setImages(40)
                .setLabelled(40)
                .setClasses(List.of("cat", "dog"))
                .setArms(List.of(arm("original"), arm("corrected")))
                .setComparisons(List.of(Comparison.newBuilder()
                        .setBaseline("original")
                        .setBaselineVersion("v")
                        .setChallenger("corrected")
                        .setChallengerVersion("v")
                        .setLabelled(40)
                        .setHelped(12)
                        .setHurt(1)
                        .setFlips(13)
                        .setCompared(40)
                        .setLevel(0.05)
                        .setMargin(0.01)
                        .setLogEvidenceHelps(4)
                        .setLogEvidenceHurts(-1)
                        .setVerdict(Verdict.HELPS)
                        .build()))
                .build();
    }

    private static ArmQuality arm(String name) {
        return ArmQuality.newBuilder()
                .setArm(name)
                .setModelVersion("v")
                .setLabelled(40)
                .setConfusion(List.of(10L, 10L, 10L, 10L))
                .setAccuracy(0.5)
                .setPrecision(List.of())
                .setRecall(List.of())
                .build();
    }

    private static DriftWindow drift(AlarmState state) {
        return DriftWindow.newBuilder()
                .setEncoderId("e")
                .setModelVersion("v")
                .setSlice("all")
                .setWindowStart(Samples.NOON)
                .setWindowEnd(Samples.NOON.plusSeconds(60))
                .setRevision(1)
                .setImages(100)
                .setMeasures(List.of(new DriftMeasure("mean_shift_cosine", 0.25, 0.1, true)))
                .setEvidence(12_000)
                .setRunLength(10_000)
                .setImagesSinceReference(1000)
                .setAlarm(DriftAlarm.newBuilder()
                        .setId("a")
                        .setState(state)
                        .setRaisedAt(Samples.NOON)
                        .setRaisedAtImage(900)
                        .setStartedAt(Samples.NOON)
                        .setStartedAtImage(850)
                        .setScores(List.of())
                        .setClasses(List.of())
                        .setExampleImageIds(List.of())
                        .build())
                .build();
    }
}
