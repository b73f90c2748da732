package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmFinding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line per drift window; open alarms are coloured. */
final class DriftRows implements EventRows.Single<DriftWindow> {
    @Override
    public List<Column<DriftWindow>> columns() {
        return List.of(
                new Column<>("WINDOW", 20, each -> Figures.time(each.getWindowStart())),
                new Column<>("SLICE", 12, DriftWindow::getSlice),
                new Column<>("VERSION", 12, DriftWindow::getModelVersion),
                new Column<>("IMAGES", 8, each -> Long.toString(each.getImages())),
                new Column<>("SAMPLE", 8, each -> Figures.share(each.getSampledShare())),
                new Column<>("EVIDENCE", 17, DriftRows::evidence),
                new Column<>("ALARM", 32, DriftRows::alarm),
                new Column<>("HARM", 26, DriftRows::harm),
                new Column<>("MOVED", 32, DriftRows::moved),
                new Column<>("MEASURES (! ABOVE THRESHOLD)", 48, DriftRows::measures));
    }

    @Override
    public Tone tone(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (window.getHarm() != null && window.getHarm().getFinding() == HarmFinding.HARMFUL) {
            return Tone.BAD;
        }
        if (alarm == null) {
            return Tone.PLAIN;
        }
        return alarm.getState() == AlarmState.RAISED ? Tone.BAD : Tone.GOOD;
    }

    private static String evidence(DriftWindow window) {
        return Figures.whole(window.getEvidence()) + " of " + Figures.whole(window.getRunLength());
    }

    private static String alarm(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null) {
            return "-";
        }
        String state = alarm.getState().toString().toLowerCase(Locale.ROOT);
        return state + " at image " + alarm.getRaisedAtImage() + ", since " + onset(alarm);
    }

    private static String onset(DriftAlarm alarm) {
        if (alarm.getSinceFirstImage()) {
            return "the first image";
        }
        return alarm.getOnsetLatestImage() < 0
                ? Long.toString(alarm.getStartedAtImage())
                : alarm.getStartedAtImage() + " (" + alarm.getOnsetEarliestImage() + " to "
                        + alarm.getOnsetLatestImage() + ")";
    }

    /** What is known, and the accuracy since the change. */
    private static String harm(DriftWindow window) {
        Harm harm = window.getHarm();
        if (harm == null) {
            return "-";
        }
        String finding = harm.getFinding().toString().toLowerCase(Locale.ROOT);
        return harm.getLower() == null || harm.getUpper() == null
                ? finding
                : finding + ", " + Figures.share(harm.getLower()) + " to " + Figures.share(harm.getUpper());
    }

    /** What moved, sources first, since an operator can check a source. */
    private static String moved(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        return alarm == null
                ? "-"
                : Stream.of(alarm.getSources(), alarm.getScores(), alarm.getClasses())
                        .flatMap(names -> names.stream().limit(2))
                        .collect(Collectors.joining(", "));
    }

    private static String measures(DriftWindow window) {
        return window.getMeasures().stream().map(DriftRows::measure).collect(Collectors.joining(", "));
    }

    private static String measure(DriftMeasure measure) {
        return String.format(
                Locale.ROOT, "%s %.3g%s", measure.getName(), measure.getValue(), measure.getExceeded() ? "!" : "");
    }
}
