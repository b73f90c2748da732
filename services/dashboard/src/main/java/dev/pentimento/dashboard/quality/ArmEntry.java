package dev.pentimento.dashboard.quality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.RequestedQuality;
import dev.pentimento.statistics.quality.QualityMargins;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm's figures.
 *
 * @param quality without figures by class, except for the time since the version became champion
 * @param intervals confidence sequences of accuracy and balanced accuracy
 * @param calibration reliability diagram since the version became champion: the confidence bins that contain images
 */
public record ArmEntry(
        @JsonUnwrapped @JsonIgnoreProperties("calibration") ArmQuality quality,
        @JsonUnwrapped Intervals intervals,
        List<Bin> calibration) {

    /** One bin, and the share of its images that were predicted correctly. */
    public record Bin(@JsonUnwrapped CalibrationBin bin, double accuracy) {
        static Bin of(CalibrationBin bin) {
            return new Bin(bin, (double) bin.getRight() / bin.getImages());
        }
    }

    static ArmEntry of(ArmQuality arm, double level, boolean byClass) {
        return new ArmEntry(
                kept(arm, byClass),
                Intervals.of(ClassCounts.of(arm), level),
                byClass ? arm.getCalibration().stream().map(Bin::of).toList() : List.of());
    }

    /** Of a span of time, without figures by class. */
    static ArmEntry of(ArmQuality arm, QualityMargins margins, double level) {
        return new ArmEntry(arm, Intervals.of(ClassCounts.of(margins), level), List.of());
    }

    /** Without figures by class, whose size grows with the square of the number of classes. */
    public ArmEntry withoutClasses() {
        return new ArmEntry(kept(quality, false), intervals, calibration);
    }

    /** Not by a builder from the arm, which would copy its matrix. */
    private static ArmQuality kept(ArmQuality arm, boolean byClass) {
        return ArmQuality.newBuilder()
                .setArm(arm.getArm())
                .setModelVersion(arm.getModelVersion())
                .setLabelled(arm.getLabelled())
                .setConfusion(byClass ? arm.getConfusion() : List.of())
                .setAccuracy(arm.getAccuracy())
                .setBalancedAccuracy(arm.getBalancedAccuracy())
                .setMacroF1(arm.getMacroF1())
                .setWeightedF1(arm.getWeightedF1())
                .setPrecision(byClass ? arm.getPrecision() : List.of())
                .setRecall(byClass ? arm.getRecall() : List.of())
                .setLogLoss(arm.getLogLoss())
                .setBrierScore(arm.getBrierScore())
                .setCalibrationError(arm.getCalibrationError())
                .setCalibration(List.of())
                .setRequested(withoutLevels(arm.getRequested()))
                .build();
    }

    private static @Nullable RequestedQuality withoutLevels(@Nullable RequestedQuality requested) {
        return requested == null
                ? null
                : RequestedQuality.newBuilder(requested).setLevels(List.of()).build();
    }

    /** Also without the reliability diagram. */
    public ArmEntry summary() {
        return new ArmEntry(withoutClasses().quality, intervals, List.of());
    }

    public @Nullable Interval accuracyInterval() {
        return intervals.getAccuracyInterval();
    }

    public @Nullable Interval balancedInterval() {
        return intervals.getBalancedInterval();
    }
}
