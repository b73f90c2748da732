package dev.pentimento.dashboard.quality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.RequestedQuality;
import dev.pentimento.statistics.quality.RateSequence;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm's figures.
 *
 * @param quality without figures by class, except for the time since the version became champion
 * @param accuracyInterval confidence sequence of the accuracy
 * @param balancedInterval confidence sequence of the balanced accuracy
 * @param calibration reliability diagram since the version became champion: the confidence bins that contain images
 */
public record ArmEntry(
        @JsonUnwrapped @JsonIgnoreProperties("calibration") ArmQuality quality,
        @Nullable Interval accuracyInterval,
        @Nullable Interval balancedInterval,
        List<Bin> calibration) {

    /** One bin, and the share of its images that were predicted correctly. */
    public record Bin(@JsonUnwrapped CalibrationBin bin, double accuracy) {
        static Bin of(CalibrationBin bin) {
            return new Bin(bin, (double) bin.getRight() / bin.getImages());
        }
    }

    static ArmEntry of(ArmQuality arm, double level, boolean byClass) {
        long[][] byTruth = rightAndAll(arm.getConfusion());
        long right = Arrays.stream(byTruth[0]).sum();
        boolean known = arm.getLabelled() > 0;
        ArmQuality.Builder kept = ArmQuality.newBuilder(arm).setCalibration(List.of());
        if (arm.getRequested() != null) {
            kept.setRequested(RequestedQuality.newBuilder(arm.getRequested())
                    .setLevels(List.of())
                    .build());
        }
        if (!byClass) {
            kept.setPrecision(List.of()).setRecall(List.of()).setConfusion(List.of());
        }
        return new ArmEntry(
                kept.build(),
                known ? RateSequence.of(right, Arrays.stream(byTruth[1]).sum(), level) : null,
                known ? RateSequence.of(byTruth[0], byTruth[1], level) : null,
                byClass ? arm.getCalibration().stream().map(Bin::of).toList() : List.of());
    }

    /** Without figures by class, whose size grows with the square of the number of classes. */
    public ArmEntry withoutClasses() {
        return new ArmEntry(
                ArmQuality.newBuilder(quality)
                        .setPrecision(List.of())
                        .setRecall(List.of())
                        .setConfusion(List.of())
                        .build(),
                accuracyInterval,
                balancedInterval,
                calibration);
    }

    /** Also without the reliability diagram. */
    public ArmEntry summary() {
        return new ArmEntry(withoutClasses().quality, accuracyInterval, balancedInterval, List.of());
    }

    /** By true class: number of correctly predicted images, and of all images. */
    private static long[][] rightAndAll(List<Long> confusion) {
        int classes = (int) Math.round(Math.sqrt(confusion.size()));
        long[][] counts = new long[2][classes];
        for (int cell = 0; cell < classes * classes; cell++) {
            counts[0][cell / classes] += cell / classes == cell % classes ? confusion.get(cell) : 0;
            counts[1][cell / classes] += confusion.get(cell);
        }
        return counts;
    }
}
