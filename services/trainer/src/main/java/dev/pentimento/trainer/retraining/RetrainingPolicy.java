package dev.pentimento.trainer.retraining;

import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.trainer.stages.DriftAlarms;
import dev.pentimento.trainer.stages.Evidence;
import dev.pentimento.trainer.stages.VersionStages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides when to train a new correction. While a drift alarm is open, only images since the start of the drift count.
 * Each reason leads to one training, and to another once there are twice as many labels. That needs no cool-down,
 * because doubling takes time. An alarm that replaces another one, because the drift went on or another one came, is a
 * reason of its own and needs no cool-down either. There is no training for it while the evidence has not decided on a
 * candidate that was trained for the alarm before, so the number of trainings is bounded by that of alarms and decisions.
 */
public final class RetrainingPolicy {
    /** A label dated further ahead is ignored: it would count as a new label after each training. */
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private static final String DRIFT = "drift ";

    private final RetrainingSettings settings;

    public RetrainingPolicy(RetrainingSettings settings) {
        this.settings = settings;
    }

    /** The input of the policy. */
    public record Situation(
            VersionStages registry,
            Evidence evidence,
            DriftAlarms alarms,
            Reservoir reservoir,
            PastTrainings past,
            long minLabelsOfVerdict) {}

    /** The training that is due, if any. */
    public Optional<TrainingOrder> due(Situation situation, Instant now) {
        return material(situation)
                .filter(material -> material.labels() >= settings.minLabels())
                .flatMap(material ->
                        trigger(material, situation, now).map(trigger -> material.order(trigger, situation)));
    }

    /**
     * The training that an operator requests, regardless of the policy.
     *
     * @return empty if there is no champion, or if there are fewer than {@value RetrainingSettings#FEWEST_LABELS} labels
     */
    public Optional<TrainingOrder> commanded(String commandId, Situation situation) {
        return material(situation)
                .filter(material -> material.labels() >= RetrainingSettings.FEWEST_LABELS)
                .map(material -> material.order("command " + commandId, situation));
    }

    /** Number of labelled images currently available for a training. */
    public int usableLabels(Situation situation) {
        return material(situation).map(Material::labels).orElse(0);
    }

    private static Optional<Material> material(Situation situation) {
        return situation.registry().champion().map(champion -> Material.of(champion, situation));
    }

    private Optional<String> trigger(Material material, Situation situation, Instant now) {
        ModelVersion champion = material.champion();
        boolean cool = situation.past().cooledDown(settings.coolDown(), now);
        List<String> reasons = new ArrayList<>();
        if (settings.onDrift()) {
            material.alarm()
                    .filter(alarm -> !inDecision(alarm, material, situation))
                    .ifPresent(alarm -> reasons.add(DRIFT + alarm.getId()));
        }
        if (settings.onHurts()
                && situation.evidence().correctionHurts(champion.getVersion(), situation.minLabelsOfVerdict())) {
            reasons.add("hurts " + champion.getVersion());
        }
        boolean enough = settings.everyLabels() > 0 && newLabels(situation, now) >= settings.everyLabels();
        boolean goesOn = material.alarm()
                .filter(alarm -> situation.alarms().before(alarm).stream()
                        .anyMatch(replaced -> situation.past().labels(DRIFT + replaced) > 0))
                .isPresent();
        return reasons.stream()
                .filter(trigger -> worthwhile(
                        trigger, material.labels(), situation.past(), cool || goesOn && trigger.startsWith(DRIFT)))
                .findFirst()
                .or(() -> cool && enough ? Optional.of("labels") : Optional.empty());
    }

    /**
     * Whether a candidate that was trained for a replaced alarm, or recalled for that or the open one, is still compared with the
     * champion, without a verdict. A recalled one is waited for until twice the fewest labels: it may be of another drift.
     */
    private boolean inDecision(DriftAlarm alarm, Material material, Situation situation) {
        Set<String> before = situation.alarms().before(alarm);
        boolean patient = material.labels() < 2 * settings.minLabels();
        return situation.registry().candidates().stream()
                .filter(candidate -> before.contains(candidate.getLearnedForAlarm())
                        || before.contains(candidate.getRecalledForAlarm())
                        || patient && alarm.getId().equals(candidate.getRecalledForAlarm()))
                .anyMatch(candidate ->
                        situation.evidence().undecided(material.champion().getVersion(), candidate));
    }

    private static int newLabels(Situation situation, Instant now) {
        return situation.reservoir().labelledBetween(situation.past().latest(), now.plus(FURTHEST_AHEAD));
    }

    private static boolean worthwhile(String trigger, int labels, PastTrainings past, boolean cool) {
        int used = past.labels(trigger);
        return used == 0 ? cool : labels >= 2L * used;
    }

    /** Labelled images that were embedded by the champion's encoder and not used to train its classifier. */
    private record Material(ModelVersion champion, Optional<DriftAlarm> alarm, long sinceMillis, int labels) {
        static Material of(ModelVersion champion, Situation situation) {
            String encoder = VersionIds.encoder(champion);
            Optional<DriftAlarm> alarm = situation.alarms().raised(champion);
            long drifted = alarm.map(each -> each.getStartedAt().toEpochMilli()).orElse(Long.MIN_VALUE);
            long since = Math.max(drifted, classifierLearnedUntil(champion, situation.registry()));
            return new Material(champion, alarm, since, situation.reservoir().count(encoder, since));
        }

        /** A classifier from the stream was trained on earlier images, so these are not evidence about it. */
        private static long classifierLearnedUntil(ModelVersion champion, VersionStages registry) {
            return registry.byAge().stream()
                    .filter(each -> each.getClassifierFile()
                            .getSha256()
                            .equals(champion.getClassifierFile().getSha256()))
                    .findFirst()
                    .filter(first -> first.getParent() != null)
                    .map(first -> first.getCreatedAt().toEpochMilli())
                    .orElse(Long.MIN_VALUE);
        }

        TrainingOrder order(String trigger, Situation situation) {
            List<LabelledPosition> positions = situation.reservoir().select(VersionIds.encoder(champion), sinceMillis);
            Set<String> known = situation.registry().byAge().stream()
                    .map(ModelVersion::getVersion)
                    .collect(Collectors.toUnmodifiableSet());
            return new TrainingOrder(
                    champion, trigger, alarm.map(DriftAlarm::getId).orElse(null), known, positions);
        }
    }
}
