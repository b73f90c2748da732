package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftHistory;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.quality.ClassEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.quality.QualityHistory;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.models.StageReasons;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Quality and drift in a span of time. The figures of hundreds of hours take a while, so a view of quality is only
 * collected here, and computed when it is asked for: the feed need not wait for it.
 */
final class SpanViews {
    private final ModelHistory models;
    private final QualityHistory quality;
    private final DriftHistory drift;
    private final ChampionEvidence evidence;
    private final Decisions decisions;

    SpanViews(
            ModelHistory models,
            QualityHistory quality,
            DriftHistory drift,
            ChampionEvidence evidence,
            Decisions decisions) {
        this.models = models;
        this.quality = quality;
        this.drift = drift;
        this.evidence = evidence;
        this.decisions = decisions;
    }

    /** @param span null: the latest windows */
    Supplier<QualityView> quality(Slice slice, @Nullable Span span) {
        Covered covered = quality.covered(slice, span);
        QualityView view = new QualityView(
                slice,
                covered,
                evidence.accepted(),
                quality.slices(),
                models.champion()
                        .flatMap(version -> quality.total(version.getVersion(), slice))
                        .orElse(null),
                List.of(),
                models.swaps(quality.firstSeen()),
                alarms(slice, covered));
        Supplier<List<QualityEntry>> entries = quality.entries(slice, covered);
        return () -> view.with(entries.get());
    }

    /** The champion's classes. */
    Supplier<ClassesView> classes(Slice slice, Arm arm, @Nullable Span span) {
        Optional<ModelVersion> champion = models.champion();
        Covered covered = quality.covered(slice, span);
        Supplier<List<ClassEntry>> entries = champion.map(version -> quality.classes(slice, covered, version, arm))
                .orElse(List::of);
        String version = champion.map(ModelVersion::getVersion).orElse(null);
        return () -> new ClassesView(slice, covered, version, arm.text(), entries.get());
    }

    /** @param span null: the latest windows */
    DriftView drift(Slice slice, @Nullable Span span) {
        Covered covered = drift.covered(slice, span);
        return new DriftView(
                slice,
                covered,
                drift.slices(),
                drift.entries(slice, covered),
                drift.latest(models.reference(), slice).orElse(null),
                alarms(slice, covered),
                models.swaps(quality.firstSeen()));
    }

    private List<AlarmEntry> alarms(Slice slice, Covered covered) {
        return drift.alarms(models.reference()).stream()
                .filter(alarm -> alarm.slice().equals(slice))
                .filter(alarm -> alarm.within(covered.from(), covered.to()))
                .map(alarm -> alarm.with(decisions))
                .toList();
    }

    /**
     * Begin of the first window of the version in use, or of its hour or day; empty if there is no such window. A
     * version that is champion again has windows of its former time; they do not count.
     */
    Optional<Instant> championSeen() {
        return models.champion()
                .flatMap(version -> Optional.ofNullable(quality.firstSeen().get(version.getVersion()))
                        .map(first -> again(version) && first.isBefore(version.getStageChangedAt())
                                ? version.getStageChangedAt()
                                : first));
    }

    private static boolean again(ModelVersion version) {
        return version.getStageReason().startsWith(StageReasons.CHAMPION_AGAIN);
    }
}
