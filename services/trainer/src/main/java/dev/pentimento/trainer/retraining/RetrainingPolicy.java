package dev.pentimento.trainer.retraining;

import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.trainer.stages.Evidence;
import dev.pentimento.trainer.stages.Registry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides when it is time to learn a new correction. While a drift alarm stands, only images since the begin of the
 * drift count, whatever the reason. One reason leads to one training; it leads to another when twice the labels are
 * there, without a cool-down, since doubling is one by itself.
 */
public final class RetrainingPolicy {
    private final RetrainingSettings settings;

    public RetrainingPolicy(RetrainingSettings settings) {
        this.settings = settings;
    }

    /** What the policy looks at. */
    public record Situation(
            Registry registry,
            Evidence evidence,
            Alarms alarms,
            Reservoir reservoir,
            PastTrainings past,
            long minLabelsOfVerdict) {}

    /** The training that is due, if any. */
    public Optional<TrainingOrder> due(Situation situation, Instant now) {
        Optional<ModelVersion> champion = situation.registry().champion();
        if (champion.isEmpty()) {
            return Optional.empty();
        }
        Material material = Material.of(champion.get(), situation);
        if (material.labels() < settings.minLabels()) {
            return Optional.empty();
        }
        return trigger(material, situation, now).map(trigger -> material.order(trigger, situation));
    }

    /**
     * The training that an operator wants, whatever the policy says.
     *
     * @return empty: there is no champion, or there are fewer than {@value RetrainingSettings#FEWEST_LABELS} labels
     */
    public Optional<TrainingOrder> commanded(String commandId, Situation situation) {
        return situation
                .registry()
                .champion()
                .map(champion -> Material.of(champion, situation))
                .filter(material -> material.labels() >= RetrainingSettings.FEWEST_LABELS)
                .map(material -> material.order("command " + commandId, situation));
    }

    /** How many labelled images a training could use now. */
    public int usableLabels(Situation situation) {
        return situation
                .registry()
                .champion()
                .map(champion -> Material.of(champion, situation).labels())
                .orElse(0);
    }

    private Optional<String> trigger(Material material, Situation situation, Instant now) {
        ModelVersion champion = material.champion();
        boolean cool = situation.past().cooledDown(settings.coolDown(), now);
        if (settings.onDrift() && material.alarm().isPresent()) {
            String trigger = "drift " + material.alarm().get().getId();
            if (worthwhile(trigger, material.labels(), situation.past(), cool)) {
                return Optional.of(trigger);
            }
        }
        if (settings.onHurts()
                && situation.evidence().correctionHurts(champion.getVersion(), situation.minLabelsOfVerdict())) {
            String trigger = "hurts " + champion.getVersion();
            if (worthwhile(trigger, material.labels(), situation.past(), cool)) {
                return Optional.of(trigger);
            }
        }
        return settings.everyLabels() > 0 && cool && newLabels(situation) >= settings.everyLabels()
                ? Optional.of("labels")
                : Optional.empty();
    }

    private static int newLabels(Situation situation) {
        return situation.reservoir().labelledAfter(situation.past().latest());
    }

    private static boolean worthwhile(String trigger, int labels, PastTrainings past, boolean cool) {
        int used = past.labels(trigger);
        return used == 0 ? cool : labels >= 2L * used;
    }

    /** What the champion's encoder has embedded and somebody has labelled, of images that its classifier did not learn from. */
    private record Material(ModelVersion champion, Optional<DriftAlarm> alarm, long sinceMillis, int labels) {
        static Material of(ModelVersion champion, Situation situation) {
            String encoder = champion.getEncoderFile().getSha256();
            Optional<DriftAlarm> alarm = situation.alarms().raised(champion);
            long drifted = alarm.map(each -> each.getStartedAt().toEpochMilli()).orElse(Long.MIN_VALUE);
            long since = Math.max(drifted, classifierLearnedUntil(champion, situation.registry()));
            return new Material(champion, alarm, since, situation.reservoir().count(encoder, since));
        }

        /** A classifier that came from the stream was learned from images of before: they say nothing new of it. */
        private static long classifierLearnedUntil(ModelVersion champion, Registry registry) {
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
            List<LabelledPosition> positions =
                    situation.reservoir().select(champion.getEncoderFile().getSha256(), sinceMillis);
            Set<String> known = situation.registry().byAge().stream()
                    .map(ModelVersion::getVersion)
                    .collect(Collectors.toUnmodifiableSet());
            return new TrainingOrder(champion, trigger, alarm.isPresent(), known, positions);
        }
    }
}
