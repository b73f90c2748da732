package dev.pentimento.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.live.LiveDeadLetters;
import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.schemas.json.EventJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRowsTest {
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
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 253_402_300_799_999L, Long.MAX_VALUE})
    void noTimestampStopsTheWatching(long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        var prediction = Prediction.newBuilder(
                        Samples.prediction("a-1", Samples.opinion("cat", 0.75f), Samples.opinion("dog", 0.5f)))
                .setImageTimestamp(time)
                .build();
        Outcome outcome = Outcome.newBuilder(Samples.outcome("a-1", "cat", "dog", "cat"))
                .setImageTimestamp(time)
                .setLabelledAt(time)
                .build();
        DeadLetter unusable = new DeadLetters("embedding")
                .of("images", 0, 1, 0, new byte[0], DeadLetterReason.UNKNOWN_SCHEMA, "in words");
        DeadLetter letter = DeadLetter.newBuilder(unusable).setTimestamp(time).build();

        assertThat(cells(new PredictionRows(), prediction)).containsKey("AFTER");
        assertThat(cells(new OutcomeRows(), outcome)).isNotEmpty();
        assertThat(cells(new DeadLetterRows(), letter)).isNotEmpty();
        assertThat(EventJson.line(prediction)).contains("\"imageTimestamp\":\"" + time);
        LiveDeadLetters live = new LiveDeadLetters();
        live.accept(letter);
        assertThat(live.table().rows()).hasSize(1);
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
        Outcome outcome = Samples.outcome("a-1", original, corrected, label);

        assertThat(cells(rows, outcome)).containsEntry("CORRECTION", effect);
        assertThat(rows.tone(outcome)).isEqualTo(tone);
    }

    @Test
    void aQualityWindowHasARowForEachArm() {
        QualityRows rows = new QualityRows();
        List<QualityRows.Arm> arms = rows.of(Samples.quality("all", null, 0.5, 0.6, Verdict.HELPS));

        assertThat(arms).hasSize(2);
        assertThat(cells(rows.columns(), arms.get(0)))
                .containsEntry("ARM", "original")
                .containsEntry("ACCURACY", "50.0 %")
                .containsEntry("BALANCED", "50.0 %")
                .containsEntry("MACRO F1", "-")
                .containsEntry("VERDICT", "-");
        assertThat(cells(rows.columns(), arms.get(1)))
                .containsEntry("WINDOW", "overall")
                .containsEntry("ARM", "corrected")
                .containsEntry("HELPED", "12")
                .containsEntry("VERDICT", "HELPS");
        assertThat(rows.tone(arms.get(1))).isEqualTo(Tone.GOOD);
    }

    @Test
    void aComparisonWithoutAVerdictSaysWhatItWaitsFor() {
        QualityRows rows = new QualityRows();
        QualityWindow open = Samples.undecided(each -> each.setLabelsNeeded(140L));
        QualityWindow held = Samples.undecided(
                each -> each.setHeldBack(true).setHeldBackReason("labelled images are not like all images"));

        assertThat(cells(rows.columns(), rows.of(open).get(1))).containsEntry("TO A VERDICT", "about 140 more labels");
        assertThat(cells(rows.columns(), rows.of(held).get(1)))
                .containsEntry("VERDICT", "UNDECIDED")
                .containsEntry("TO A VERDICT", "held back: labelled images are not like all images");
    }

    @Test
    void aStandingAlarmStandsOut() {
        DriftRows rows = new DriftRows();
        DriftWindow window = Samples.drift(AlarmState.RAISED);

        assertThat(cells(rows, window))
                .containsEntry("ALARM", "raised at image 900, since 850")
                .containsEntry("SAMPLE", "100.0 %")
                .containsEntry("MOVED", "scanner-b, component 3, component 1, coat")
                .containsEntry("EVIDENCE", "12000 of 10000")
                .containsEntry("HARM", "-")
                .containsEntry("MEASURES (! ABOVE THRESHOLD)", "mean_shift_cosine 0.250!");
        assertThat(cells(
                        rows,
                        DriftWindow.newBuilder(window).setEvidence(2.85e113).build()))
                .containsEntry("EVIDENCE", "2.9e+113 of 10000");
        assertThat(rows.tone(window)).isEqualTo(Tone.BAD);
        assertThat(rows.tone(Samples.drift(AlarmState.RESOLVED))).isEqualTo(Tone.GOOD);
    }

    @Test
    void aDeadLetterSaysWhereItStoodAndWhy() {
        assertThat(cells(new DeadLetterRows(), Samples.deadLetter(new byte[3])))
                .containsEntry("RECORD", "images-2@41")
                .containsEntry("REASON", "UNDECODABLE_IMAGE")
                .containsEntry("BYTES", "3");
    }

    private static <E> Map<String, String> cells(EventRows<E, E> rows, E event) {
        return cells(rows.columns(), rows.of(event).get(0));
    }

    private static <R> Map<String, String> cells(List<Column<R>> columns, R row) {
        return columns.stream()
                .collect(Collectors.toMap(Column::title, column -> column.text().apply(row)));
    }
}
