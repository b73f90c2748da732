package dev.pentimento.statistics.drift.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that the detector detected. Positions are given as the number of images that the detector had seen.
 *
 * @param number number of alarms of this detector so far, including this one
 * @param raisedAtImage when the change was detected
 * @param onset when the change began
 * @param size largest total variation, 0 to 1, between a score's or the classes' distribution now and in the reference
 * @param scores the scores that moved, the largest change first
 * @param classes the classes that are predicted more or less often than before, the largest change first; empty if the
 *     shares are the same
 * @param follows number of the open alarm that this one replaces, because the stream left that drift for another one; null
 *     if there was none
 * @param resolvedAtImage when the stream had returned to the reference; null if it has not
 */
public record DriftAlarm(
        long number,
        long raisedAtImage,
        Onset onset,
        double size,
        List<ScoreShift> scores,
        List<ClassShift> classes,
        @Nullable Long follows,
        @Nullable Long resolvedAtImage) {
    /**
     * @param score name of the score
     * @param totalVariation total variation between its distribution now and in the reference, 0 to 1
     */
    public record ScoreShift(String score, double totalVariation) {}

    /**
     * @param predictedClass index of the class
     * @param before share of images predicted as this class in the reference
     * @param now the same share since the change
     */
    public record ClassShift(int predictedClass, double before, double now) {}

    public DriftAlarm {
        scores = List.copyOf(scores);
        classes = List.copyOf(classes);
    }

    /** The estimated number of images before the change. */
    public long startedAtImage() {
        return onset.image();
    }

    DriftAlarm moved(Movement movement) {
        return new DriftAlarm(
                number,
                raisedAtImage,
                onset,
                movement.size(),
                movement.scores(),
                movement.classes(),
                follows,
                resolvedAtImage);
    }

    DriftAlarm resolved(long atImage) {
        return new DriftAlarm(number, raisedAtImage, onset, size, scores, classes, follows, atImage);
    }
}
