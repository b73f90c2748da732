package dev.pentimento.evaluation.quality;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Verdict;
import dev.pentimento.platform.operations.TaggedGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the champion's quality and its verdicts, over all images. Only the instance that merges the counts has them.
 * The arms are the champion's two and its candidates, so there are few.
 */
public final class QualityGauges {
    private static final String TOTAL = "total";
    private static final String WINDOW = "window";

    private final TaggedGauge accuracy;
    private final TaggedGauge balancedAccuracy;
    private final TaggedGauge labelled;
    private final TaggedGauge verdict;
    private final TaggedGauge difference;
    private @Nullable QualityWindow total;
    private @Nullable QualityWindow latest;

    public QualityGauges(MeterRegistry registry) {
        accuracy = gauge(registry, "quality.accuracy", "ratio", "Share of the labelled images that an arm is right on");
        balancedAccuracy = gauge(registry, "quality.balanced.accuracy", "ratio", "Mean recall of the classes, by arm");
        labelled = gauge(registry, "quality.labelled", "images", "Labelled images behind an arm's figures");
        verdict = gauge(registry, "verdict", null, "1 for the verdict of a comparison as it stands, 0 for the others");
        difference = gauge(
                registry,
                "verdict.difference",
                "ratio",
                "Accuracy of the challenger minus that of the baseline, and the ends of its confidence sequence");
    }

    private static TaggedGauge gauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        return new TaggedGauge(registry, "pentimento." + name, unit, description);
    }

    /**
     * Shows the champion's figures if they changed, or if those of another champion are shown. This also covers a
     * restart and a change of champion, when none of the new champion's figures have changed yet.
     *
     * @param written windows that have just been written
     * @param present returns the current state of a window
     */
    void show(String champion, List<QualityKey> written, Function<QualityKey, Optional<QualityWindow>> present) {
        List<QualityKey> ours = written.stream()
                .filter(key -> key.version().equals(champion) && key.slice().isAll())
                .toList();
        if (ours.isEmpty() && shows(champion)) {
            return;
        }
        present.apply(new QualityKey(champion, Slice.ALL, null))
                .ifPresent(sinceBegin -> show(sinceBegin, latestLabelled(champion, ours, present)));
    }

    private boolean shows(String champion) {
        return total != null && total.getModelVersion().equals(champion);
    }

    /** The champion's latest window that has labels, if it is not earlier than the one that is shown. */
    private @Nullable QualityWindow latestLabelled(
            String champion, List<QualityKey> ours, Function<QualityKey, Optional<QualityWindow>> present) {
        long shown = latest == null || !latest.getModelVersion().equals(champion)
                ? Long.MIN_VALUE
                : latest.getWindowStart().toEpochMilli();
        return ours.stream()
                .filter(key -> key.windowStartMillis() != null && key.start() >= shown)
                .sorted(Comparator.comparing(QualityKey::start).reversed())
                .flatMap(key -> present.apply(key).stream())
                .filter(window -> window.getLabelled() > 0)
                .findFirst()
                .orElse(null);
    }

    private void show(QualityWindow sinceBegin, @Nullable QualityWindow window) {
        if (!shows(sinceBegin.getModelVersion())) {
            latest = null;
        }
        total = sinceBegin;
        latest = window == null ? latest : window;
        publish();
    }

    /** Shows nothing, because another instance has the figures now. */
    void clear() {
        total = null;
        latest = null;
        publish();
    }

    private void publish() {
        Map<Tags, Number> accuracies = new HashMap<>();
        Map<Tags, Number> balanced = new HashMap<>();
        Map<Tags, Number> labels = new HashMap<>();
        Stream.of(total, latest).filter(Objects::nonNull).forEach(window -> {
            for (ArmQuality arm : window.getArms()) {
                Tags tags = Tags.of(
                        "arm",
                        arm.getArm(),
                        "version",
                        arm.getModelVersion(),
                        "span",
                        window.getWindowStart() == null ? TOTAL : WINDOW);
                labels.put(tags, arm.getLabelled());
                if (arm.getAccuracy() != null) {
                    accuracies.put(tags, arm.getAccuracy());
                    balanced.put(tags, arm.getBalancedAccuracy());
                }
            }
        });
        accuracy.show(accuracies);
        balancedAccuracy.show(balanced);
        labelled.show(labels);
        publishVerdicts(total == null ? List.of() : total.getComparisons());
    }

    private void publishVerdicts(List<Comparison> comparisons) {
        Map<Tags, Number> verdicts = new HashMap<>();
        Map<Tags, Number> differences = new HashMap<>();
        for (Comparison comparison : comparisons) {
            Tags tags = Tags.of(
                    "baseline",
                    comparison.getBaseline(),
                    "challenger",
                    comparison.getChallenger(),
                    "version",
                    comparison.getChallengerVersion());
            for (Verdict each : Verdict.values()) {
                verdicts.put(tags.and("outcome", each.name()), each == comparison.getVerdict() ? 1 : 0);
            }
            if (comparison.getDifference() != null) {
                differences.put(tags.and("bound", "lower"), comparison.getLower());
                differences.put(tags.and("bound", "estimate"), comparison.getDifference());
                differences.put(tags.and("bound", "upper"), comparison.getUpper());
            }
        }
        verdict.show(verdicts);
        difference.show(differences);
    }
}
