package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Columns.figure;

import dev.pentimento.dashboard.state.QualityEntry;
import dev.pentimento.dashboard.state.QualityView;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Quality as tables. */
final class QualityTables {
    private static final Columns<ArmOfWindow> QUALITY = new Columns<ArmOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("window_end", row -> row.window().end())
            .with("champion", row -> row.window().version())
            .with("arm", row -> row.arm().arm())
            .with("arm_version", row -> row.arm().version())
            .with("images", row -> row.window().images())
            .with("labelled", row -> row.arm().labelled())
            .with("accuracy", row -> row.arm().accuracy())
            .with("accuracy_lower", row -> figure(row.arm().accuracyInterval(), Interval::lower))
            .with("accuracy_upper", row -> figure(row.arm().accuracyInterval(), Interval::upper))
            .with("balanced_accuracy", row -> row.arm().balancedAccuracy())
            .with("balanced_accuracy_lower", row -> figure(row.arm().balancedInterval(), Interval::lower))
            .with("balanced_accuracy_upper", row -> figure(row.arm().balancedInterval(), Interval::upper))
            .with("macro_f1", row -> row.arm().macroF1())
            .with("weighted_f1", row -> row.arm().weightedF1())
            .with("log_loss", row -> row.arm().logLoss())
            .with("brier_score", row -> row.arm().brierScore())
            .with("calibration_error", row -> row.arm().calibrationError());

    private static final Columns<PairOfWindow> COMPARISONS = new Columns<PairOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("window_end", row -> row.window().end())
            .with("baseline", row -> row.pair().baseline())
            .with("baseline_version", row -> row.pair().baselineVersion())
            .with("challenger", row -> row.pair().challenger())
            .with("challenger_version", row -> row.pair().challengerVersion())
            .with("compared", row -> row.pair().compared())
            .with("flips", row -> row.pair().flips())
            .with("labelled", row -> row.pair().labelled())
            .with("helped", row -> row.pair().helped())
            .with("hurt", row -> row.pair().hurt())
            .with("difference", row -> row.pair().difference())
            .with("lower", row -> row.pair().lower())
            .with("upper", row -> row.pair().upper())
            .with("level", row -> row.pair().level())
            .with("margin", row -> row.pair().margin())
            .with("verdict", row -> row.pair().verdict())
            .with("labels_needed", row -> row.pair().labelsNeeded())
            .with("held_back_reason", row -> row.pair().heldBackReason())
            .with("label_distance", row -> row.pair().labelDistance())
            .with("awaiting_turn", row -> row.pair().awaitingTurn());

    private static final Columns<ClassOfPair> CLASSES = new Columns<ClassOfPair>()
            .with("slice", row -> row.total().slice())
            .with("baseline", row -> row.pair().baseline())
            .with("baseline_version", row -> row.pair().baselineVersion())
            .with("challenger", row -> row.pair().challenger())
            .with("challenger_version", row -> row.pair().challengerVersion())
            .with("class", row -> row.total().classes().get(row.index()))
            .with("labelled", row -> row.pair().labelledByClass().get(row.index()))
            .with("helped", row -> row.pair().helpedByClass().get(row.index()))
            .with("hurt", row -> row.pair().hurtByClass().get(row.index()));

    private static final Columns<Cell> CONFUSION = new Columns<Cell>()
            .with("slice", cell -> cell.total().slice())
            .with("arm", cell -> cell.arm().arm())
            .with("arm_version", cell -> cell.arm().version())
            .with("true_class", cell -> cell.total().classes().get(cell.truth()))
            .with("predicted_class", cell -> cell.total().classes().get(cell.predicted()))
            .with("images", Cell::images);

    private static final Columns<BinOfArm> CALIBRATION = new Columns<BinOfArm>()
            .with("slice", row -> row.total().slice())
            .with("arm", row -> row.arm().arm())
            .with("arm_version", row -> row.arm().version())
            .with("images", row -> row.bin().images())
            .with("confidence", row -> row.bin().confidence())
            .with("accuracy", row -> row.bin().accuracy());

    private QualityTables() {}

    private record ArmOfWindow(QualityEntry window, QualityEntry.Arm arm) {}

    private record PairOfWindow(QualityEntry window, QualityEntry.Paired pair) {}

    private record ClassOfPair(QualityEntry total, QualityEntry.Paired pair, int index) {}

    private record Cell(QualityEntry total, QualityEntry.Arm arm, int truth, int predicted) {
        long images() {
            return arm.confusion().get(truth * total.classes().size() + predicted);
        }
    }

    private record BinOfArm(QualityEntry total, QualityEntry.Arm arm, QualityEntry.Bin bin) {}

    /** What it is since the champion began, which has no begin of a window, then the windows. */
    private static Stream<QualityEntry> all(QualityView view) {
        return Stream.concat(Stream.ofNullable(view.total()), view.windows().stream());
    }

    /** A line for each arm, since the champion began and of each window. */
    static Table quality(QualityView view) {
        return QUALITY.of(all(view)
                .flatMap(window -> window.arms().stream().map(arm -> new ArmOfWindow(window, arm)))
                .toList());
    }

    /** A line for each comparison, since the champion began and of each window. */
    static Table comparisons(QualityView view) {
        return COMPARISONS.of(all(view)
                .flatMap(window -> window.comparisons().stream().map(pair -> new PairOfWindow(window, pair)))
                .toList());
    }

    /** A line for each comparison and true class, since the champion began. */
    static Table classes(QualityView view) {
        return CLASSES.of(Stream.ofNullable(view.total())
                .flatMap(total -> total.comparisons().stream()
                        .flatMap(pair -> IntStream.range(
                                        0, pair.labelledByClass().size())
                                .mapToObj(index -> new ClassOfPair(total, pair, index))))
                .toList());
    }

    /** A line for each cell of each arm's confusion matrix, since the champion began. */
    static Table confusion(QualityView view) {
        return CONFUSION.of(Stream.ofNullable(view.total())
                .flatMap(total -> total.arms().stream()
                        .flatMap(arm -> IntStream.range(0, arm.confusion().size())
                                .mapToObj(at -> new Cell(
                                        total,
                                        arm,
                                        at / total.classes().size(),
                                        at % total.classes().size()))))
                .toList());
    }

    /** A line for each bin of each arm's reliability diagram, since the champion began. */
    static Table calibration(QualityView view) {
        return CALIBRATION.of(Stream.ofNullable(view.total())
                .flatMap(total -> total.arms().stream()
                        .flatMap(arm -> arm.calibration().stream().map(bin -> new BinOfArm(total, arm, bin))))
                .toList());
    }
}
