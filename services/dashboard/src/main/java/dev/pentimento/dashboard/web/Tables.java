package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Columns.figure;

import dev.pentimento.dashboard.state.CommandEntry;
import dev.pentimento.dashboard.state.DeadLetterHistory;
import dev.pentimento.dashboard.state.DeadLettersView;
import dev.pentimento.dashboard.state.DriftEntry;
import dev.pentimento.dashboard.state.FlipCount;
import dev.pentimento.dashboard.state.FlipEntry;
import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.dashboard.state.NowView;
import dev.pentimento.dashboard.state.QualityEntry;
import dev.pentimento.dashboard.state.VersionEntry;
import java.util.List;
import java.util.TreeMap;

/** The other views as tables. */
final class Tables {
    private static final Columns<NowView> NOW = new Columns<NowView>()
            .with("at", NowView::at)
            .with("headline", NowView::headline)
            .with("verdict", NowView::verdict)
            .with(
                    "champion",
                    now -> now.champion() == null ? null : now.champion().version())
            .with("champion_since", NowView::championSince)
            .with("original_accuracy", now -> figure(now.original(), QualityEntry.Arm::accuracy))
            .with("corrected_accuracy", now -> figure(now.corrected(), QualityEntry.Arm::accuracy))
            .with("difference", now -> figure(now.comparison(), QualityEntry.Paired::difference))
            .with("lower", now -> figure(now.comparison(), QualityEntry.Paired::lower))
            .with("upper", now -> figure(now.comparison(), QualityEntry.Paired::upper))
            .with("images", NowView::images)
            .with("labelled", NowView::labelled)
            .with("share_labelled", NowView::shareLabelled)
            .with("images_per_second", NowView::imagesPerSecond)
            .with("last_prediction_at", NowView::lastPredictionAt)
            .with("open_alarms", now -> now.openAlarms().size())
            .with("estimated_accuracy", now -> figure(now.estimate(), DriftEntry.Estimate::accuracy))
            .with("dead_letters", NowView::deadLetters);

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
            .with("x", point -> figure(point.original(), MapPoint.Place::x))
            .with("y", point -> figure(point.original(), MapPoint.Place::y))
            .with("corrected_x", point -> figure(point.corrected(), MapPoint.Place::x))
            .with("corrected_y", point -> figure(point.corrected(), MapPoint.Place::y));

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

    private record FigureOfVersion(VersionEntry version, String name, double value) {}

    private record EpochOfVersion(VersionEntry version, VersionEntry.Epoch epoch) {}

    /** One line. */
    static Table now(NowView view) {
        return NOW.of(List.of(view));
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
}
