package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmEvents;
import dev.pentimento.evaluation.harm.HarmWatch;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.ComponentDrift;
import dev.pentimento.statistics.drift.measures.DriftMeasure;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import dev.pentimento.statistics.estimate.EstimateSums;
import dev.pentimento.statistics.estimate.LearnedAccuracy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the drift events from sums. */
final class DriftWindows {
    /** Above this share of unfamiliar images, nothing that was learned applies. */
    private static final double MOSTLY = 0.5;

    private DriftWindows() {}

    static DriftWindow of(
            DriftKey key,
            StoredDrift stored,
            Reference reference,
            SliceDrift drift,
            @Nullable HarmWatch harm,
            Duration windowLength) {
        DriftSums sums = reference.drift().sums(stored.sums());
        Instant start = Instant.ofEpochMilli(key.windowStartMillis());
        List<ComponentDrift> components = reference.drift().components(sums);
        String shortId = reference.id().substring(0, Math.min(12, reference.id().length()));
        String alarmPrefix = shortId + "-" + key.slice();
        DriftWindow.Builder window = DriftWindow.newBuilder()
                .setEncoderId(key.encoderId())
                .setReferenceId(reference.id())
                .setModelVersion(stored.version())
                .setSlice(key.slice().text())
                .setWindowStart(start)
                .setWindowEnd(start.plus(windowLength))
                .setRevision(stored.revision())
                .setImages(sums.images())
                .setSampledShare((double) sums.images() / stored.streamed())
                .setMeasures(measures(reference.drift(), sums, stored.displacement())
                        .map(measure -> new dev.pentimento.events.DriftMeasure(
                                measure.name(), measure.value(), measure.threshold(), measure.exceeded()))
                        .toList())
                .setMovedComponents(moved(components))
                .setComponents(components.stream()
                        .map(each -> new dev.pentimento.events.ComponentDrift(
                                each.name(), each.kolmogorovSmirnov(), each.populationStability(), each.moved()))
                        .toList())
                .setClassShares(classShares(reference, sums))
                .setEvidence(drift.detector().evidence())
                .setRunLength(drift.detector().runLength())
                .setImagesSinceReference(drift.detector().images())
                .setBurstFactor(drift.detector().burstFactor())
                .setAlarm(drift.alarm(alarmPrefix, reference.classes()))
                .setHarm(harm == null ? null : HarmEvents.of(harm, shortId + "-harm"));
        estimate(window, reference.drift(), sums, drift.detector().drifted());
        return window.build();
    }

    /** Names of those that moved, largest shift first. */
    private static List<String> moved(List<ComponentDrift> components) {
        return components.stream()
                .filter(ComponentDrift::moved)
                .sorted(Comparator.comparingDouble(ComponentDrift::populationStability)
                        .reversed())
                .map(ComponentDrift::name)
                .toList();
    }

    private static List<ClassShare> classShares(Reference reference, DriftSums sums) {
        if (sums.images() == 0) {
            return List.of();
        }
        double[] before = reference.drift().classShares();
        long[] now = sums.counts().classes();
        return IntStream.range(0, now.length)
                .mapToObj(c -> new ClassShare(reference.classes().get(c), before[c], (double) now[c] / sums.images()))
                .toList();
    }

    private static Stream<DriftMeasure> measures(
            DriftReference reference, DriftSums sums, @Nullable Displacement displacement) {
        Stream<DriftMeasure> ofInput = reference.measures(sums).stream();
        return displacement == null ? ofInput : Stream.concat(ofInput, Stream.of(displacement.measure()));
    }

    /** @param drifted whether an alarm is open */
    private static void estimate(
            DriftWindow.Builder window, DriftReference reference, DriftSums sums, boolean drifted) {
        CalibratedAccuracy calibrated = reference.accuracy();
        LearnedAccuracy learned = reference.learned();
        OptionalDouble unfamiliar = sums.unfamiliarShare();
        window.setUnfamiliarShare(unfamiliar.isPresent() ? unfamiliar.getAsDouble() : null);
        if (calibrated == null || sums.images() == 0) {
            window.setNoEstimate(calibrated == null ? "the version was made without labelled images" : "no images");
        } else if (learned == null) {
            window.setEstimate(calibrated(reference, sums, drifted, calibrated));
        } else {
            LearnedAccuracy.Answer answer = learned(reference, learned, sums);
            window.setNoEstimate(answer.reason());
            if (answer.estimate() != null) {
                window.setEstimate(AccuracyEstimate.newBuilder()
                        .setImages(sums.images())
                        .setAccuracy(answer.estimate().accuracy())
                        .setLower(answer.estimate().lower())
                        .setUpper(answer.estimate().upper())
                        .setValidationAccuracy(calibrated.heldOut())
                        .setExtrapolated(false)
                        .build());
            }
        }
    }

    /** @param sums of at least one image */
    static LearnedAccuracy.Answer learned(DriftReference reference, LearnedAccuracy learned, DriftSums sums) {
        return sums.unfamiliarShare().orElse(0) > MOSTLY
                ? new LearnedAccuracy.Answer(null, "most images are unlike any held-out image")
                : learned.estimate(reference.signs(sums));
    }

    /** Estimate ± the largest total variation, for versions that learned nothing from disturbed images. */
    private static AccuracyEstimate calibrated(
            DriftReference reference, DriftSums sums, boolean drifted, CalibratedAccuracy calibrated) {
        DriftMeasure variation = reference.largestVariation(sums);
        EstimateSums.Estimate estimate = sums.chances().estimate(variation.value());
        return AccuracyEstimate.newBuilder()
                .setImages(sums.images())
                .setAccuracy(estimate.accuracy())
                .setLower(estimate.lower())
                .setUpper(estimate.upper())
                .setValidationAccuracy(calibrated.heldOut())
                .setExtrapolated(drifted || variation.exceeded())
                .setWarning(warning(drifted, variation.exceeded()))
                .build();
    }

    private static @Nullable String warning(boolean drifted, boolean exceeded) {
        if (drifted) {
            return "a drift alarm stands: confidence was calibrated on other images, the estimate is extrapolated";
        }
        return exceeded
                ? "this window differs more from the reference than 99 % of windows without drift: the estimate may"
                        + " not hold"
                : null;
    }
}
