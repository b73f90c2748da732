package dev.pentimento.statistics.drift.detection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that the detector noticed. Positions are numbers of images that the detector had seen.
 *
 * @param number alarms of this detector so far, this one included
 * @param raisedAtImage when it was noticed
 * @param startedAtImage about when the change began
 * @param size largest total variation, 0 to 1, between a score's or the classes' distribution now and in the reference
 * @param scores that moved, most first
 * @param classes predicted more or less often than before, most first; none if the shares are the same
 * @param resolvedAtImage when the stream had returned to the reference; null: it has not
 */
public record DriftAlarm(
        long number,
        long raisedAtImage,
        long startedAtImage,
        double size,
        List<ScoreShift> scores,
        List<ClassShift> classes,
        @Nullable Long resolvedAtImage) {
    /**
     * @param score its name
     * @param totalVariation between its distribution now and in the reference, 0 to 1
     */
    public record ScoreShift(String score, double totalVariation) {}

    /**
     * @param predictedClass index of the class
     * @param before share of images predicted so in the reference
     * @param now share since
     */
    public record ClassShift(int predictedClass, double before, double now) {}

    public DriftAlarm {
        scores = List.copyOf(scores);
        classes = List.copyOf(classes);
    }

    DriftAlarm moved(Movement movement) {
        return new DriftAlarm(
                number,
                raisedAtImage,
                startedAtImage,
                movement.size(),
                movement.scores(),
                movement.classes(),
                resolvedAtImage);
    }

    DriftAlarm resolved(long atImage) {
        return new DriftAlarm(number, raisedAtImage, startedAtImage, size, scores, classes, atImage);
    }
}
