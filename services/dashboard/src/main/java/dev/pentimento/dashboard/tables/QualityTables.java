package dev.pentimento.dashboard.tables;

import static dev.pentimento.dashboard.tables.Rows.each;
import static dev.pentimento.dashboard.tables.Rows.parts;
import static dev.pentimento.dashboard.tables.Rows.with;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.dashboard.state.QualityView;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Quality as tables. */
public final class QualityTables {
    private static final Columns ARMS = Columns.named(
            "slice window_start=start window_end=end champion=version arm=part.arm arm_version=part.version images",
            "labelled=part.labelled accuracy=part.accuracy accuracy_lower=part.accuracyInterval.lower",
            "accuracy_upper=part.accuracyInterval.upper balanced_accuracy=part.balancedAccuracy",
            "balanced_accuracy_lower=part.balancedInterval.lower balanced_accuracy_upper=part.balancedInterval.upper",
            "macro_f1=part.macroF1 weighted_f1=part.weightedF1 log_loss=part.logLoss brier_score=part.brierScore",
            "calibration_error=part.calibrationError");

    private static final Columns COMPARISONS = Columns.named(
            "slice window_start=start window_end=end baseline=part.baseline baseline_version=part.baselineVersion",
            "challenger=part.challenger challenger_version=part.challengerVersion compared=part.compared flips=part.flips",
            "labelled=part.labelled helped=part.helped hurt=part.hurt difference=part.difference lower=part.lower",
            "upper=part.upper level=part.level margin=part.margin verdict=part.verdict labels_needed=part.labelsNeeded",
            "held_back_reason=part.heldBackReason label_distance=part.labelDistance awaiting_turn=part.awaitingTurn");

    private static final Columns CLASSES = Columns.named(
            "slice baseline=part.baseline baseline_version=part.baselineVersion challenger=part.challenger",
            "challenger_version=part.challengerVersion class labelled helped hurt");

    public static final Columns BY_CLASS = Columns.named("class=name support predicted right recall precision");

    private static final Columns CONFUSION = Columns.named(
            "slice arm=part.arm arm_version=part.version true_class=true_class predicted_class=predicted_class images");

    private static final Columns CALIBRATION = Columns.named(
            "slice arm=arm.arm arm_version=arm.version images=part.images confidence=part.confidence accuracy=part.accuracy");

    private QualityTables() {}

    /** The total since the version became champion, without a window start; empty if nothing has been judged yet. */
    private static Stream<JsonNode> total(QualityView view) {
        return Stream.ofNullable(view.total()).map(Rows::json);
    }

    private static Stream<JsonNode> all(QualityView view) {
        return Stream.concat(total(view), each(Rows.json(view.windows())));
    }

    /** One row per arm, since the version became champion. */
    public static Table total(QualityView.Total view) {
        return ARMS.table(Stream.ofNullable(view.total()).map(Rows::json).flatMap(total -> parts(total, "arms")));
    }

    /** One row per arm, for the total since the version became champion and for each window. */
    public static Table arms(QualityView view) {
        return ARMS.table(all(view).flatMap(window -> parts(window, "arms")));
    }

    /** One row per comparison, for the total since the version became champion and for each window. */
    public static Table comparisons(QualityView view) {
        return COMPARISONS.table(all(view).flatMap(window -> parts(window, "comparisons")));
    }

    /** One row per comparison and true class, since the version became champion. */
    public static Table classes(QualityView view) {
        return CLASSES.table(
                total(view).flatMap(total -> parts(total, "comparisons")).flatMap(QualityTables::byClass));
    }

    private static Stream<JsonNode> byClass(JsonNode row) {
        JsonNode pair = row.get("part");
        return IntStream.range(0, pair.get("labelledByClass").size()).mapToObj(index -> {
            ObjectNode of = with(row, "class", row.get("classes").get(index));
            for (String count : new String[] {"labelled", "helped", "hurt"}) {
                of.set(count, pair.get(count + "ByClass").get(index));
            }
            return of;
        });
    }

    /** One row per cell of each arm's confusion matrix, since the version became champion. */
    public static Table confusion(QualityView view) {
        return CONFUSION.table(
                total(view).flatMap(total -> parts(total, "arms")).flatMap(QualityTables::cells));
    }

    private static Stream<JsonNode> cells(JsonNode row) {
        JsonNode confusion = row.get("part").get("confusion");
        JsonNode classes = row.get("classes");
        return IntStream.range(0, confusion.size()).mapToObj(at -> {
            ObjectNode cell = with(row, "images", confusion.get(at));
            cell.set("true_class", classes.get(at / classes.size()));
            cell.set("predicted_class", classes.get(at % classes.size()));
            return cell;
        });
    }

    /** One row per bin of each arm's reliability diagram, since the version became champion. */
    public static Table calibration(QualityView view) {
        return CALIBRATION.table(total(view)
                .flatMap(total -> each(total.get("arms")).map(arm -> {
                    ObjectNode row = with(total, "arm", arm);
                    row.set("calibration", arm.get("calibration"));
                    return row;
                }))
                .flatMap(row -> parts(row, "calibration")));
    }
}
