package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.drift.DriftHistory;
import dev.pentimento.dashboard.lights.Evidence;
import dev.pentimento.dashboard.lights.Floor;
import dev.pentimento.dashboard.lights.Right;
import dev.pentimento.dashboard.lights.RightLight;
import dev.pentimento.dashboard.lights.WithoutLabels;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.quality.QualityHistory;
import dev.pentimento.dashboard.quality.Recent;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** What is known about whether the champion is right: its labels, its estimate, open alarms, and the floor. */
final class ChampionEvidence {
    private final Floor floor;
    private final ModelHistory models;
    private final QualityHistory quality;
    private final DriftHistory drift;

    ChampionEvidence(Floor floor, ModelHistory models, QualityHistory quality, DriftHistory drift) {
        this.floor = floor;
        this.models = models;
        this.quality = quality;
        this.drift = drift;
    }

    /** @param waiting images that wait for a model; empty if there is one, or if nobody knows */
    Right right(Instant at, OptionalLong waiting) {
        return models.champion()
                .map(champion -> RightLight.of(evidence(champion, at)))
                .orElseGet(() -> RightLight.withoutModel(floor, waiting));
    }

    private Evidence evidence(ModelVersion champion, Instant at) {
        Arm arm = answering(champion);
        Measure measure = floor.measure();
        List<AlarmEntry> open = drift.open(models.reference());
        Instant moved = open.stream()
                .filter(alarm -> alarm.slice().isAll())
                .map(alarm -> alarm.alarm().getStartedAt())
                .min(Comparator.naturalOrder())
                .orElse(null);
        Recent recent = quality.recent(champion.getVersion(), arm, measure, moved);
        return new Evidence(
                floor,
                measure.atTraining(champion, arm).orElse(null),
                recent,
                moved != null,
                !open.isEmpty(),
                recent.window() == null
                        ? quality.recent(champion.getVersion(), arm, measure, null)
                                .window()
                        : null,
                WithoutLabels.of(drift.latest(models.reference(), Slice.ALL).map(DriftEntry::window), arm),
                recent.quiet(at));
    }

    private static Arm answering(ModelVersion champion) {
        return champion.getCorrectionFile() == null ? Arm.ORIGINAL : Arm.CORRECTED;
    }

    /** The floor of accuracy, and what it is compared with. */
    QualityView.Accepted accepted() {
        Double training = models.champion()
                .flatMap(champion -> floor.measure().atTraining(champion, answering(champion)))
                .orElse(null);
        return new QualityView.Accepted(floor.measure(), training, floor.of(training));
    }
}
