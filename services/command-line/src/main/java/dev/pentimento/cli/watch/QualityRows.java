package dev.pentimento.cli.watch;

import dev.pentimento.cli.output.Column;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.cli.output.Figures;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One line per arm of a window, with the comparison in which it is the challenger. */
public final class QualityRows implements EventRows<QualityWindow, QualityRows.Arm> {
    private final String whole;

    QualityRows() {
        this("overall");
    }

    /** @param whole text for a window without a start */
    public QualityRows(String whole) {
        this.whole = whole;
    }

    /** One arm in one window. */
    public record Arm(QualityWindow window, ArmQuality quality, Optional<Comparison> comparison) {
        String compared(Function<Comparison, Object> figure) {
            return comparison.map(figure).map(Object::toString).orElse("-");
        }
    }

    @Override
    public List<Column<Arm>> columns() {
        return List.of(
                new Column<>("WINDOW", 20, row -> start(row.window())),
                new Column<>("SLICE", 12, row -> row.window().getSlice()),
                new Column<>("IMAGES", 8, row -> Long.toString(row.window().getImages())),
                new Column<>("ARM", 9, row -> row.quality().getArm()),
                new Column<>("VERSION", 12, row -> row.quality().getModelVersion()),
                new Column<>("LABELLED", 8, row -> Long.toString(row.quality().getLabelled())),
                new Column<>("ACCURACY", 8, row -> Figures.share(row.quality().getAccuracy())),
                new Column<>("BALANCED", 8, row -> Figures.share(row.quality().getBalancedAccuracy())),
                new Column<>("MACRO F1", 8, row -> Figures.share(row.quality().getMacroF1())),
                new Column<>("HELPED", 6, row -> row.compared(Comparison::getHelped)),
                new Column<>("HURT", 6, row -> row.compared(Comparison::getHurt)),
                new Column<>("VERDICT", 10, row -> row.compared(Comparison::getVerdict)),
                new Column<>(
                        "TO A VERDICT",
                        48,
                        row -> row.comparison().map(QualityRows::toVerdict).orElse("-")));
    }

    @Override
    public List<Arm> of(QualityWindow window) {
        return window.getArms().stream()
                .map(arm -> new Arm(window, arm, comparison(window, arm)))
                .toList();
    }

    @Override
    public Tone tone(Arm row) {
        return switch (row.compared(Comparison::getVerdict)) {
            case "HELPS" -> Tone.GOOD;
            case "HURTS" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }

    /** What is still needed for a verdict, and since when it counts if that is not the promotion. */
    private static String toVerdict(Comparison comparison) {
        String needed = needed(comparison);
        String since = comparison.getEpochAlarm();
        return since == null ? needed : needed + "; since alarm " + since + " was resolved";
    }

    private static String needed(Comparison comparison) {
        if (comparison.getHeldBack()) {
            return "held back: " + comparison.getHeldBackReason();
        }
        Long needed = comparison.getLabelsNeeded();
        return needed == null ? "-" : "about " + needed + " more labels";
    }

    private static Optional<Comparison> comparison(QualityWindow window, ArmQuality arm) {
        return window.getComparisons().stream()
                .filter(each -> each.getChallenger().equals(arm.getArm())
                        && each.getChallengerVersion().equals(arm.getModelVersion()))
                .findFirst();
    }

    private String start(QualityWindow window) {
        Instant start = window.getWindowStart();
        return start == null ? whole : Figures.time(start);
    }
}
