package dev.pentimento.cli.alarms;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.events.AlarmDecision;
import java.util.List;
import java.util.Locale;

/** One line per drift alarm. */
final class AlarmRows {
    static final List<Column<AlarmEntry>> COLUMNS = List.of(
            new Column<>("STATE", 8, each -> each.alarm().getState().toString().toLowerCase(Locale.ROOT)),
            new Column<>("SLICE", 12, each -> each.slice().text()),
            new Column<>("RAISED", 20, each -> Figures.time(each.alarm().getRaisedAt())),
            new Column<>("SIZE", 7, each -> Figures.share(each.alarm().getSize())),
            new Column<>("ALARM", 23, each -> each.alarm().getId()),
            new Column<>("ACKNOWLEDGED", 40, AlarmRows::acknowledged));

    private AlarmRows() {}

    static Tone tone(AlarmEntry alarm) {
        return alarm.raised() ? Tone.BAD : Tone.GOOD;
    }

    private static String acknowledged(AlarmEntry alarm) {
        AlarmDecision decision = alarm.acknowledgement();
        return decision == null
                ? "-"
                : decision.getDecidedBy()
                        + (decision.getUntil() == null ? "" : " until " + Figures.time(decision.getUntil()))
                        + (decision.getNote().isEmpty() ? "" : ": " + decision.getNote());
    }
}
