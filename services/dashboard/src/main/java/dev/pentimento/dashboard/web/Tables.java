package dev.pentimento.dashboard.web;

import static dev.pentimento.dashboard.web.Table.row;

import dev.pentimento.dashboard.state.AlarmEntry;
import dev.pentimento.dashboard.state.CommandEntry;
import dev.pentimento.dashboard.state.DeadLettersView;
import dev.pentimento.dashboard.state.DriftView;
import dev.pentimento.dashboard.state.FlipEntry;
import dev.pentimento.dashboard.state.MapPoint;
import dev.pentimento.dashboard.state.QualityView;
import dev.pentimento.dashboard.state.VersionEntry;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views as tables. */
final class Tables {
    private static final List<String> MAP = List.of(
            "image_id",
            "partition",
            "offset",
            "at",
            "version",
            "source",
            "original",
            "original_confidence",
            "corrected",
            "corrected_confidence",
            "label",
            "displacement",
            "x",
            "y",
            "corrected_x",
            "corrected_y");

    private Tables() {}

    /** A line for each arm of each window. */
    static Table quality(QualityView view) {
        return new Table(
                List.of(
                        "slice",
                        "window_start",
                        "window_end",
                        "champion",
                        "arm",
                        "arm_version",
                        "images",
                        "labelled",
                        "accuracy",
                        "balanced_accuracy",
                        "macro_f1",
                        "weighted_f1",
                        "log_loss",
                        "brier_score",
                        "calibration_error"),
                view.windows().stream()
                        .flatMap(window -> window.arms().stream()
                                .map(arm -> row(
                                        window.slice(),
                                        window.start(),
                                        window.end(),
                                        window.version(),
                                        arm.arm(),
                                        arm.version(),
                                        window.images(),
                                        arm.labelled(),
                                        arm.accuracy(),
                                        arm.balancedAccuracy(),
                                        arm.macroF1(),
                                        arm.weightedF1(),
                                        arm.logLoss(),
                                        arm.brierScore(),
                                        arm.calibrationError())))
                        .toList());
    }

    /** A line for each measure of each window. */
    static Table drift(DriftView view) {
        return new Table(
                List.of(
                        "slice",
                        "window_start",
                        "window_end",
                        "encoder",
                        "version",
                        "images",
                        "measure",
                        "value",
                        "threshold",
                        "exceeded",
                        "evidence",
                        "run_length",
                        "alarm"),
                view.windows().stream()
                        .flatMap(window -> window.measures().stream()
                                .map(measure -> row(
                                        window.slice(),
                                        window.start(),
                                        window.end(),
                                        window.encoder(),
                                        window.version(),
                                        window.images(),
                                        measure.name(),
                                        measure.value(),
                                        measure.threshold(),
                                        measure.exceeded(),
                                        window.evidence(),
                                        window.runLength(),
                                        window.alarm())))
                        .toList());
    }

    static Table alarms(Collection<AlarmEntry> alarms) {
        return table(
                List.of(
                        "id",
                        "state",
                        "slice",
                        "version",
                        "raised_at",
                        "started_at",
                        "resolved_at",
                        "scores",
                        "classes"),
                alarms.stream(),
                alarm -> row(
                        alarm.id(),
                        alarm.state(),
                        alarm.slice(),
                        alarm.version(),
                        alarm.raisedAt(),
                        alarm.startedAt(),
                        alarm.resolvedAt(),
                        String.join("; ", alarm.scores()),
                        String.join("; ", alarm.classes())));
    }

    static Table versions(List<VersionEntry> versions) {
        return table(
                List.of(
                        "version",
                        "stage",
                        "stage_reason",
                        "stage_changed_at",
                        "parent",
                        "trigger",
                        "created_at",
                        "correction",
                        "dimensions",
                        "seed",
                        "device",
                        "trained_seconds",
                        "data_fingerprint"),
                versions.stream(),
                version -> row(
                        version.version(),
                        version.stage(),
                        version.stageReason(),
                        version.stageChangedAt(),
                        version.parent(),
                        version.trigger(),
                        version.createdAt(),
                        version.correction(),
                        version.dimensions(),
                        version.seed(),
                        version.device(),
                        version.trainedSeconds(),
                        version.dataFingerprint()));
    }

    static Table commands(List<CommandEntry> commands) {
        return table(
                List.of(
                        "id",
                        "kind",
                        "version",
                        "reason",
                        "requested_by",
                        "requested_at",
                        "accepted",
                        "detail",
                        "answered_at"),
                commands.stream(),
                command -> row(
                        command.id(),
                        command.kind(),
                        command.version(),
                        command.reason(),
                        command.requestedBy(),
                        command.requestedAt(),
                        command.accepted(),
                        command.detail(),
                        command.answeredAt()));
    }

    static Table map(List<MapPoint> points) {
        return table(
                MAP,
                points.stream(),
                point -> row(
                        point.imageId(),
                        point.partition(),
                        point.offset(),
                        point.at(),
                        point.version(),
                        point.source(),
                        point.originalOpinion().label(),
                        point.originalOpinion().confidence(),
                        point.correctedOpinion().label(),
                        point.correctedOpinion().confidence(),
                        point.label(),
                        point.displacement(),
                        point.original() == null ? null : point.original().x(),
                        point.original() == null ? null : point.original().y(),
                        point.corrected() == null ? null : point.corrected().x(),
                        point.corrected() == null ? null : point.corrected().y()));
    }

    static Table flips(List<FlipEntry> flips) {
        return table(
                List.of(
                        "kind",
                        "image_id",
                        "partition",
                        "offset",
                        "at",
                        "version",
                        "source",
                        "original",
                        "original_confidence",
                        "corrected",
                        "corrected_confidence",
                        "label"),
                flips.stream(),
                flip -> row(
                        flip.kind().slug(),
                        flip.imageId(),
                        flip.partition(),
                        flip.offset(),
                        flip.at(),
                        flip.version(),
                        flip.source(),
                        flip.original().label(),
                        flip.original().confidence(),
                        flip.corrected().label(),
                        flip.corrected().confidence(),
                        flip.label()));
    }

    static Table deadLetters(DeadLettersView view) {
        return table(
                List.of("reason", "service", "topic", "partition", "offset", "at", "size", "sha256", "detail"),
                view.latest().stream(),
                letter -> row(
                        letter.reason(),
                        letter.service(),
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        letter.at(),
                        letter.size(),
                        letter.sha256(),
                        letter.detail()));
    }

    private static <T> Table table(List<String> columns, Stream<T> entries, Function<T, List<@Nullable Object>> cells) {
        return new Table(columns, entries.map(cells).toList());
    }
}
