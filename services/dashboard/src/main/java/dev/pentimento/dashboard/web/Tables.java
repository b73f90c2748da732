package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.state.AlarmEntry;
import dev.pentimento.dashboard.state.CommandEntry;
import dev.pentimento.dashboard.state.DeadLetterHistory;
import dev.pentimento.dashboard.state.DeadLettersView;
import dev.pentimento.dashboard.state.DriftEntry;
import dev.pentimento.dashboard.state.DriftView;
import dev.pentimento.dashboard.state.FlipCount;
import dev.pentimento.dashboard.state.FlipEntry;
import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.dashboard.state.QualityEntry;
import dev.pentimento.dashboard.state.QualityView;
import dev.pentimento.dashboard.state.SliceEntry;
import dev.pentimento.dashboard.state.VersionEntry;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views as tables. */
final class Tables {
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
            .with("accuracy_lower", row -> end(row.arm().accuracyInterval(), Interval::lower))
            .with("accuracy_upper", row -> end(row.arm().accuracyInterval(), Interval::upper))
            .with("balanced_accuracy", row -> row.arm().balancedAccuracy())
            .with("balanced_accuracy_lower", row -> end(row.arm().balancedInterval(), Interval::lower))
            .with("balanced_accuracy_upper", row -> end(row.arm().balancedInterval(), Interval::upper))
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

    private static final Columns<NowView> NOW = new Columns<NowView>()
            .with("at", NowView::at)
            .with("headline", NowView::headline)
            .with("verdict", NowView::verdict)
            .with(
                    "champion",
                    now -> now.champion() == null ? null : now.champion().version())
            .with("champion_since", NowView::championSince)
            .with("original_accuracy", now -> accuracy(now.original()))
            .with("corrected_accuracy", now -> accuracy(now.corrected()))
            .with("difference", now -> compared(now.comparison(), QualityEntry.Paired::difference))
            .with("lower", now -> compared(now.comparison(), QualityEntry.Paired::lower))
            .with("upper", now -> compared(now.comparison(), QualityEntry.Paired::upper))
            .with("images", NowView::images)
            .with("labelled", NowView::labelled)
            .with("share_labelled", NowView::shareLabelled)
            .with("images_per_second", NowView::imagesPerSecond)
            .with("last_prediction_at", NowView::lastPredictionAt)
            .with("open_alarms", now -> now.openAlarms().size())
            .with("estimated_accuracy", now -> estimated(now.estimate(), DriftEntry.Estimate::accuracy))
            .with("dead_letters", NowView::deadLetters);

    private static final Columns<ComponentOfWindow> COMPONENTS = new Columns<ComponentOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("version", row -> row.window().version())
            .with("component", row -> row.component().name())
            .with("kolmogorov_smirnov", row -> row.component().kolmogorovSmirnov())
            .with("population_stability", row -> row.component().populationStability())
            .with("moved", row -> row.component().moved());

    private static final Columns<ShareOfWindow> SHARES = new Columns<ShareOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("version", row -> row.window().version())
            .with("class", row -> row.share().name())
            .with("reference", row -> row.share().reference())
            .with("window", row -> row.share().window());

    private static final Columns<FigureOfVersion> VALIDATION = new Columns<FigureOfVersion>()
            .with("version", row -> row.version().version())
            .with("figure", FigureOfVersion::name)
            .with("value", FigureOfVersion::value);

    private static final Columns<EpochOfVersion> LOSSES = new Columns<EpochOfVersion>()
            .with("version", row -> row.version().version())
            .with("phase", row -> row.epoch().phase())
            .with("epoch", row -> row.epoch().epoch())
            .with("epochs", row -> row.epoch().epochs())
            .with("loss", row -> row.epoch().loss())
            .with("validation", row -> row.epoch().validation());

    private static final Columns<DeadLetterHistory.Count> DEAD_LETTER_COUNTS = new Columns<DeadLetterHistory.Count>()
            .with("reason", DeadLetterHistory.Count::reason)
            .with("service", DeadLetterHistory.Count::service)
            .with("topic", DeadLetterHistory.Count::topic)
            .with("count", DeadLetterHistory.Count::count)
            .with("latest", DeadLetterHistory.Count::latest)
            .with("detail", DeadLetterHistory.Count::detail);

    private static final Columns<MeasureOfWindow> DRIFT = new Columns<MeasureOfWindow>()
            .with("slice", row -> row.window().slice())
            .with("window_start", row -> row.window().start())
            .with("window_end", row -> row.window().end())
            .with("encoder", row -> row.window().encoder())
            .with("version", row -> row.window().version())
            .with("images", row -> row.window().images())
            .with("measure", row -> row.measure().name())
            .with("value", row -> row.measure().value())
            .with("threshold", row -> row.measure().threshold())
            .with("exceeded", row -> row.measure().exceeded())
            .with("evidence", row -> row.window().evidence())
            .with("run_length", row -> row.window().runLength())
            .with("moved_components", row -> String.join("; ", row.window().movedComponents()))
            .with("estimated_accuracy", row -> estimated(row.window().estimate(), DriftEntry.Estimate::accuracy))
            .with("estimate_lower", row -> estimated(row.window().estimate(), DriftEntry.Estimate::lower))
            .with("estimate_upper", row -> estimated(row.window().estimate(), DriftEntry.Estimate::upper))
            .with("estimate_warning", row -> estimated(row.window().estimate(), DriftEntry.Estimate::warning))
            .with("alarm", row -> row.window().alarm());

    private static final Columns<AlarmEntry> ALARMS = new Columns<AlarmEntry>()
            .with("id", AlarmEntry::id)
            .with("state", AlarmEntry::state)
            .with("slice", AlarmEntry::slice)
            .with("version", AlarmEntry::version)
            .with("raised_at", AlarmEntry::raisedAt)
            .with("started_at", AlarmEntry::startedAt)
            .with("resolved_at", AlarmEntry::resolvedAt)
            .with("size", AlarmEntry::size)
            .with("scores", alarm -> String.join("; ", alarm.scores()))
            .with("classes", alarm -> String.join("; ", alarm.classes()))
            .with("example_images", alarm -> String.join("; ", alarm.exampleImageIds()));

    private static final Columns<SliceEntry> SLICES = new Columns<SliceEntry>()
            .with("slice", SliceEntry::slice)
            .with("images", SliceEntry::images)
            .with("labelled", SliceEntry::labelled)
            .with("original_accuracy", SliceEntry::original)
            .with("corrected_accuracy", SliceEntry::corrected)
            .with("verdict", slice -> compared(slice, QualityEntry.Paired::verdict))
            .with("difference", slice -> compared(slice, QualityEntry.Paired::difference))
            .with("lower", slice -> compared(slice, QualityEntry.Paired::lower))
            .with("upper", slice -> compared(slice, QualityEntry.Paired::upper))
            .with("drift_at", SliceEntry::driftAt)
            .with("exceeded", slice -> String.join("; ", slice.exceeded()))
            .with("evidence", SliceEntry::evidence)
            .with("run_length", SliceEntry::runLength)
            .with("estimated_accuracy", slice -> estimated(slice.estimate(), DriftEntry.Estimate::accuracy))
            .with("open_alarms", SliceEntry::openAlarms);

    private static final Columns<VersionEntry> VERSIONS = new Columns<VersionEntry>()
            .with("version", VersionEntry::version)
            .with("stage", VersionEntry::stage)
            .with("stage_reason", VersionEntry::stageReason)
            .with("stage_changed_at", VersionEntry::stageChangedAt)
            .with("parent", VersionEntry::parent)
            .with("trigger", VersionEntry::trigger)
            .with("created_at", VersionEntry::createdAt)
            .with("correction", VersionEntry::correction)
            .with("dimensions", VersionEntry::dimensions)
            .with("seed", VersionEntry::seed)
            .with("device", VersionEntry::device)
            .with("trained_seconds", VersionEntry::trainedSeconds)
            .with("data_fingerprint", VersionEntry::dataFingerprint);

    private static final Columns<CommandEntry> COMMANDS = new Columns<CommandEntry>()
            .with("id", CommandEntry::id)
            .with("kind", CommandEntry::kind)
            .with("version", CommandEntry::version)
            .with("reason", CommandEntry::reason)
            .with("requested_by", CommandEntry::requestedBy)
            .with("requested_at", CommandEntry::requestedAt)
            .with("accepted", CommandEntry::accepted)
            .with("detail", CommandEntry::detail)
            .with("answered_at", CommandEntry::answeredAt);

    private static final Columns<MapPoint> MAP = new Columns<MapPoint>()
            .with("image_id", MapPoint::imageId)
            .with("partition", MapPoint::partition)
            .with("offset", MapPoint::offset)
            .with("at", MapPoint::at)
            .with("version", MapPoint::version)
            .with("source", MapPoint::source)
            .with("original", point -> point.originalOpinion().label())
            .with("original_confidence", point -> point.originalOpinion().confidence())
            .with("corrected", point -> point.correctedOpinion().label())
            .with("corrected_confidence", point -> point.correctedOpinion().confidence())
            .with("label", MapPoint::label)
            .with("displacement", MapPoint::displacement)
            .with("x", point -> placed(point.original(), MapPoint.Place::x))
            .with("y", point -> placed(point.original(), MapPoint.Place::y))
            .with("corrected_x", point -> placed(point.corrected(), MapPoint.Place::x))
            .with("corrected_y", point -> placed(point.corrected(), MapPoint.Place::y));

    private static final Columns<FlipEntry> FLIPS = new Columns<FlipEntry>()
            .with("kind", flip -> flip.kind().slug())
            .with("image_id", FlipEntry::imageId)
            .with("partition", FlipEntry::partition)
            .with("offset", FlipEntry::offset)
            .with("at", FlipEntry::at)
            .with("version", FlipEntry::version)
            .with("source", FlipEntry::source)
            .with("original", flip -> flip.original().label())
            .with("original_confidence", flip -> flip.original().confidence())
            .with("corrected", flip -> flip.corrected().label())
            .with("corrected_confidence", flip -> flip.corrected().confidence())
            .with("label", FlipEntry::label);

    private static final Columns<FlipCount> FLIP_COUNTS = new Columns<FlipCount>()
            .with("original", FlipCount::original)
            .with("corrected", FlipCount::corrected)
            .with("images", FlipCount::images)
            .with("helped", FlipCount::helped)
            .with("hurt", FlipCount::hurt)
            .with("both_wrong", FlipCount::bothWrong)
            .with("unlabelled", FlipCount::unlabelled);

    private static final Columns<DeadLetterHistory.Entry> DEAD_LETTERS = new Columns<DeadLetterHistory.Entry>()
            .with("reason", DeadLetterHistory.Entry::reason)
            .with("service", DeadLetterHistory.Entry::service)
            .with("topic", DeadLetterHistory.Entry::topic)
            .with("partition", DeadLetterHistory.Entry::partition)
            .with("offset", DeadLetterHistory.Entry::offset)
            .with("at", DeadLetterHistory.Entry::at)
            .with("size", DeadLetterHistory.Entry::size)
            .with("sha256", DeadLetterHistory.Entry::sha256)
            .with("detail", DeadLetterHistory.Entry::detail);

    private static final Columns<EmbeddingSource.Placed> REFERENCE = new Columns<EmbeddingSource.Placed>()
            .with("label", EmbeddingSource.Placed::label)
            .with("x", EmbeddingSource.Placed::x)
            .with("y", EmbeddingSource.Placed::y);

    private Tables() {}

    private record ArmOfWindow(QualityEntry window, QualityEntry.Arm arm) {}

    private record PairOfWindow(QualityEntry window, QualityEntry.Paired pair) {}

    private record ClassOfPair(QualityEntry total, QualityEntry.Paired pair, int index) {}

    private record Cell(QualityEntry total, QualityEntry.Arm arm, int truth, int predicted) {
        long images() {
            return arm.confusion().get(truth * total.classes().size() + predicted);
        }
    }

    private record BinOfArm(QualityEntry total, QualityEntry.Arm arm, QualityEntry.Bin bin) {}

    private record MeasureOfWindow(DriftEntry window, DriftEntry.Measure measure) {}

    private record ComponentOfWindow(DriftEntry window, DriftEntry.Component component) {}

    private record ShareOfWindow(DriftEntry window, DriftEntry.ClassShare share) {}

    private record FigureOfVersion(VersionEntry version, String name, double value) {}

    private record EpochOfVersion(VersionEntry version, VersionEntry.Epoch epoch) {}

    /** One line. */
    static Table now(NowView view) {
        return NOW.of(List.of(view));
    }

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

    /** A line for each component of each window. */
    static Table components(DriftView view) {
        return COMPONENTS.of(view.windows().stream()
                .flatMap(window ->
                        window.components().stream().map(component -> new ComponentOfWindow(window, component)))
                .toList());
    }

    /** A line for each class of each window. */
    static Table shares(DriftView view) {
        return SHARES.of(view.windows().stream()
                .flatMap(window -> window.classes().stream().map(share -> new ShareOfWindow(window, share)))
                .toList());
    }

    /** A line for each figure of each version. */
    static Table validation(List<VersionEntry> versions) {
        return VALIDATION.of(versions.stream()
                .flatMap(version -> new TreeMap<>(version.validation())
                        .entrySet().stream()
                                .map(figure -> new FigureOfVersion(version, figure.getKey(), figure.getValue())))
                .toList());
    }

    /** A line for each epoch of each version's training. */
    static Table losses(List<VersionEntry> versions) {
        return LOSSES.of(versions.stream()
                .flatMap(version -> version.trainingReport().stream().map(epoch -> new EpochOfVersion(version, epoch)))
                .toList());
    }

    /** A line for each reason, service and topic. */
    static Table deadLetterCounts(DeadLettersView view) {
        return DEAD_LETTER_COUNTS.of(view.counts());
    }

    /** A line for each measure of each window. */
    static Table drift(DriftView view) {
        return DRIFT.of(view.windows().stream()
                .flatMap(window -> window.measures().stream().map(measure -> new MeasureOfWindow(window, measure)))
                .toList());
    }

    static Table alarms(Collection<AlarmEntry> alarms) {
        return ALARMS.of(alarms);
    }

    static Table slices(List<SliceEntry> slices) {
        return SLICES.of(slices);
    }

    static Table versions(List<VersionEntry> versions) {
        return VERSIONS.of(versions);
    }

    static Table commands(List<CommandEntry> commands) {
        return COMMANDS.of(commands);
    }

    static Table map(List<MapPoint> points) {
        return MAP.of(points);
    }

    static Table reference(List<EmbeddingSource.Placed> points) {
        return REFERENCE.of(points);
    }

    /** A line for each image and arm, a column for each dimension. */
    static Table embeddings(EmbeddingSource.Sample sample) {
        Columns<EmbeddingSource.Row> columns = new Columns<EmbeddingSource.Row>()
                .with("image_id", EmbeddingSource.Row::imageId)
                .with("partition", EmbeddingSource.Row::partition)
                .with("offset", EmbeddingSource.Row::offset)
                .with("arm", EmbeddingSource.Row::arm);
        for (int i = 0; i < sample.dimensions(); i++) {
            int dimension = i;
            columns.with("e" + i, row -> row.embedding().get(dimension));
        }
        return columns.of(sample.rows());
    }

    static Table flips(List<FlipEntry> flips) {
        return FLIPS.of(flips);
    }

    static Table flipCounts(List<FlipCount> counts) {
        return FLIP_COUNTS.of(counts);
    }

    static Table deadLetters(DeadLettersView view) {
        return DEAD_LETTERS.of(view.latest());
    }

    private static @Nullable Double end(@Nullable Interval interval, Function<Interval, Double> end) {
        return interval == null ? null : end.apply(interval);
    }

    private static @Nullable Object estimated(
            DriftEntry.@Nullable Estimate estimate, Function<DriftEntry.Estimate, ? extends @Nullable Object> figure) {
        return estimate == null ? null : figure.apply(estimate);
    }

    private static @Nullable Object compared(
            SliceEntry slice, Function<QualityEntry.Paired, ? extends @Nullable Object> figure) {
        return compared(slice.comparison(), figure);
    }

    private static @Nullable Object compared(
            QualityEntry.@Nullable Paired pair, Function<QualityEntry.Paired, ? extends @Nullable Object> figure) {
        return pair == null ? null : figure.apply(pair);
    }

    private static @Nullable Double accuracy(QualityEntry.@Nullable Arm arm) {
        return arm == null ? null : arm.accuracy();
    }

    private static @Nullable Float placed(MapPoint.@Nullable Place place, Function<MapPoint.Place, Float> coordinate) {
        return place == null ? null : coordinate.apply(place);
    }
}
