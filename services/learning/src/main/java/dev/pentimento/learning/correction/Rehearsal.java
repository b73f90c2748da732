package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.Shuffle;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Training points that a residual rehearses, so that it does not forget them.
 *
 * <p>Without an alignment they start out right. Behind an alignment they start out wrong, and recover later than the
 * labelled points: a step chosen by the labelled points alone would be too early for them. Therefore more of them are
 * drawn, and some are held out for the choice of the step.
 *
 * @param drawn points to learn from, aligned like the labelled points
 * @param perStep number of these points in a step
 * @param held points not used for learning; may be empty
 */
record Rehearsal(LabelledRows drawn, int perStep, LabelledRows held) {
    static final int MOST_HELD = 500;
    private static final int LEAST_DRAWN_PER_HELD = 4;

    /** @param replay aligned like the labelled points */
    static Rehearsal of(
            LabelledRows replay, Alignment.Kind alignment, CorrectionSettings settings, RandomGenerator random) {
        int batch = settings.descent().batch();
        LabelledRows none = replay.select(new int[0]);
        if (!settings.terms().parts().replay()) {
            return new Rehearsal(replay, 0, none);
        }
        if (alignment == Alignment.Kind.IDENTITY) {
            return new Rehearsal(replay, batch / 2, none);
        }
        int held = Math.min(MOST_HELD, replay.size() / (LEAST_DRAWN_PER_HELD + 1));
        int[] order = Shuffle.of(replay.size(), random);
        return new Rehearsal(
                replay.select(Arrays.copyOfRange(order, held, order.length)),
                batch,
                replay.select(Arrays.copyOf(order, held)));
    }
}
