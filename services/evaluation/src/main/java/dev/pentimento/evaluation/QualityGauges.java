package dev.pentimento.evaluation;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import dev.pentimento.platform.operations.TaggedGauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The champion's quality and its verdicts, over all images, as gauges. Only the instance that merges the counts has
 * them. Arms are the champion's two and its candidates, so there are never many.
 */
final class QualityGauges {
    private static final String TOTAL = "total";
    private static final String WINDOW = "window";

    private final TaggedGauge accuracy;
    private final TaggedGauge balancedAccuracy;
    private final TaggedGauge labelled;
    private final TaggedGauge verdict;
    private final TaggedGauge difference;
    private @Nullable QualityWindow total;
    private @Nullable QualityWindow latest;

    QualityGauges(MeterRegistry registry) {
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

    /** Whether figures of this champion are shown. */
    boolean shows(String version) {
        return total != null && total.getModelVersion().equals(version);
    }

    /** The latest window of this champion that has labels begins there, milliseconds since 1970. */
    long latestMillis(String version) {
        return latest == null || !latest.getModelVersion().equals(version)
                ? Long.MIN_VALUE
                : latest.getWindowStart().toEpochMilli();
    }

    /**
     * Shows these figures instead of those before.
     *
     * @param sinceBegin the champion's figures since it began
     * @param window its latest window that has labels, if that has changed
     */
    void show(QualityWindow sinceBegin, @Nullable QualityWindow window) {
        if (!shows(sinceBegin.getModelVersion())) {
            latest = null;
        }
        total = sinceBegin;
        latest = window == null ? latest : window;
        publish();
    }

    /** Lets go of everything: another instance has the figures now. */
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
