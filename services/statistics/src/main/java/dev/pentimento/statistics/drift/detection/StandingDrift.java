package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.HistogramShape;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A drift, from its alarm until the stream returns. It first learns the drift's own counts. It then bets that the
 * stream has left these counts, for the reference or for something else. When a bet wins, new images decide which of
 * the two it is.
 */
final class StandingDrift {
    private enum Phase {
        LEARNING,
        LEARNT,
        JUDGING
    }

    private static final int LEARNING_IMAGES = 512;
    private static final int JUDGING_IMAGES = 256;
    /**
     * A drift that is resolved too early causes a second alarm. That must therefore be rarer than a false alarm, by
     * this factor.
     */
    private static final double RETURN_CAUTION = 10;

    private final ReferenceHistograms reference;
    private final HistogramShape shape;
    private final double runLength;
    private final HomeWeights home;

    private Phase phase = Phase.LEARNING;
    private DriftAlarm alarm;
    /** Counts of the images that are being learned or judged. */
    private double[] gathered;

    private long gatheredImages;
    /** Evidence against the drift's own counts; null until they are learned. */
    private @Nullable ChangeEvidence change;

    /** @param home weights of all bins to which the stream may return */
    StandingDrift(ReferenceHistograms reference, double runLength, double[] home, DriftAlarm alarm) {
        this.reference = reference;
        this.runLength = runLength;
        this.alarm = alarm;
        shape = reference.shape();
        this.home = new HomeWeights(shape, home);
        gathered = new double[shape.size()];
    }

    /** The alarm; while the drift is being learned, further images refine the list of what moved. */
    DriftAlarm alarm() {
        return alarm;
    }

    /**
     * Adds a step's images.
     *
     * @param images number of images of the whole stream, including this step
     * @return whether the stream has returned
     */
    boolean returned(StepCounts step, long images) {
        if (phase == Phase.LEARNING || change == null) {
            return learn(step);
        }
        return phase == Phase.LEARNT ? await(change, step, images) : judge(change, step, images);
    }

    private boolean learn(StepCounts step) {
        gather(step);
        alarm = alarm.moved(Movement.between(shape, reference.names(), home.weights(), gathered));
        long enough = enough();
        if (gatheredImages < enough) {
            return false;
        }
        boolean[] moved = Movement.moved(shape, home.weights(), gathered);
        if (Arrays.equals(moved, new boolean[moved.length])) {
            return gatheredImages >= 4 * enough;
        }
        change = ChangeEvidence.awaiting(shape, home.near(gathered), home.weights(), moved);
        change.grow(new StepCounts(gatheredImages, gathered));
        gatherAnew(Phase.LEARNT);
        return false;
    }

    /** A change that was detected late is small, and needs more images to learn. */
    private long enough() {
        long noticing = alarm.raisedAtImage() - alarm.startedAtImage();
        return Math.max(LEARNING_IMAGES, Math.min(4 * LEARNING_IMAGES, 2 * noticing));
    }

    private boolean await(ChangeEvidence learnt, StepCounts step, long images) {
        learnt.bet(step, images - step.images());
        if (learnt.ofReturn() >= RETURN_CAUTION * runLength || learnt.ofChange() >= runLength) {
            gatherAnew(Phase.JUDGING);
            return false;
        }
        gather(step);
        if (!learnt.returning()) {
            learnt.grow(new StepCounts(gatheredImages, gathered));
            gatherAnew(Phase.LEARNT);
        }
        learnt.remember(step);
        return false;
    }

    /** The stream has left the drift. New images decide whether it has returned or moved elsewhere. */
    private boolean judge(ChangeEvidence learnt, StepCounts step, long images) {
        gather(step);
        if (gatheredImages < JUDGING_IMAGES) {
            return false;
        }
        boolean[] all = new boolean[shape.histograms()];
        Arrays.fill(all, true);
        if (!home.fits(gathered, home.unknown(), all)) {
            phase = Phase.LEARNING;
            return false;
        }
        if (home.fits(gathered, learnt.weights(), learnt.moved())) {
            return true;
        }
        StepCounts judged = new StepCounts(gatheredImages, gathered);
        learnt.bet(judged, images - gatheredImages);
        learnt.grow(judged);
        gatherAnew(Phase.LEARNT);
        return false;
    }

    private void gather(StepCounts step) {
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] += step.counts()[i];
        }
        gatheredImages += step.images();
    }

    private void gatherAnew(Phase next) {
        phase = next;
        gathered = new double[shape.size()];
        gatheredImages = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(phase.ordinal());
        SavedState.write(out, gathered);
        out.writeLong(gatheredImages);
        out.writeBoolean(change != null);
        if (change != null) {
            SavedState.write(out, change.moved());
            change.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        phase = SavedState.constant(in, Phase.values());
        gathered = SavedState.doubles(in, shape.size());
        gatheredImages = in.readLong();
        if (in.readBoolean()) {
            change = ChangeEvidence.awaiting(
                    shape, home.weights(), home.weights(), SavedState.booleans(in, shape.histograms()));
            change.read(in);
        }
    }
}
