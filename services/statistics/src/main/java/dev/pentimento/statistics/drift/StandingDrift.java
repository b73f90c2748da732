package dev.pentimento.statistics.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A drift from its alarm until the stream returns. Its own counts are learnt; bets that the stream left them for the
 * reference, or for somewhere else, run against these; when one of them wins, new images decide which it is.
 */
final class StandingDrift {
    private enum Phase {
        LEARNING,
        LEARNT,
        JUDGING
    }

    private static final int LEARNING_IMAGES = 512;
    private static final int JUDGING_IMAGES = 256;
    /** A drift that is called over too early comes back as a second alarm: so much rarer than a false alarm. */
    private static final double RETURN_CAUTION = 10;

    private final ReferenceHistograms reference;
    private final HistogramShape shape;
    private final double runLength;
    /** Weights of the reference from before the change. */
    private final double[] home;

    private Phase phase = Phase.LEARNING;
    private DriftAlarm alarm;
    /** Counts of what is being learnt or judged. */
    private double[] gathered;

    private long gatheredImages;
    /** Against the drift's own counts; null until they are learnt. */
    private @Nullable ChangeEvidence change;

    /** @param home weights of all bins to which the stream may return */
    StandingDrift(ReferenceHistograms reference, double runLength, double[] home, DriftAlarm alarm) {
        this.reference = reference;
        this.runLength = runLength;
        this.home = home;
        this.alarm = alarm;
        shape = reference.shape();
        gathered = new double[shape.size()];
    }

    /** The alarm; while the drift is being learnt, further images make clearer what moved. */
    DriftAlarm alarm() {
        return alarm;
    }

    /**
     * Takes a step's images in.
     *
     * @param images of the whole stream, this step's included
     * @return whether the stream is back
     */
    boolean returned(StepCounts step, long images) {
        if (phase == Phase.LEARNING || change == null) {
            return learn(step);
        }
        return phase == Phase.LEARNT ? await(change, step, images) : judge(change, step, images);
    }

    private boolean learn(StepCounts step) {
        gather(step);
        alarm = alarm.moved(Movement.between(shape, reference.names(), home, gathered));
        long enough = enough();
        if (gatheredImages < enough) {
            return false;
        }
        boolean[] moved = Movement.moved(shape, home, gathered);
        if (!any(moved)) {
            return gatheredImages >= 4 * enough;
        }
        change = ChangeEvidence.awaiting(shape, nearHome(), home, moved);
        change.grow(new StepCounts(gatheredImages, gathered));
        gatherAnew(Phase.LEARNT);
        return false;
    }

    /** A change that took long to notice is small, and takes long to learn. */
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

    /** The stream left the drift: is it back, or is it somewhere else? New images decide. */
    private boolean judge(ChangeEvidence learnt, StepCounts step, long images) {
        gather(step);
        if (gatheredImages < JUDGING_IMAGES) {
            return false;
        }
        boolean[] all = new boolean[shape.histograms()];
        Arrays.fill(all, true);
        if (!favoursHome(unknown(), all)) {
            phase = Phase.LEARNING;
            return false;
        }
        if (favoursHome(learnt.weights(), learnt.moved())) {
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

    /** Whether the images gathered fit the reference better than {@code other}, in the histograms chosen. */
    private boolean favoursHome(double[] other, boolean[] chosen) {
        double favour = 0;
        for (int h = 0; h < shape.histograms(); h++) {
            if (chosen[h]) {
                double[] counts = shape.part(gathered, h);
                favour += Predictive.log(shape.part(home, h), counts) - Predictive.log(shape.part(other, h), counts);
            }
        }
        return favour > 0;
    }

    /** Weights of a distribution of which nothing is known but the reference's: one image for each bin. */
    private double[] unknown() {
        double[] weights = home.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            scale(weights, h, shape.length(h));
        }
        return weights;
    }

    /**
     * Weights of the drift before its counts: near the reference if the counts are, since a small change learnt from few
     * images without that looks larger than it is, and the reference would then seem to come back at once. How near is
     * what makes the counts most likely (empirical Bayes).
     */
    private double[] nearHome() {
        double[] weights = home.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            double[] counts = shape.part(gathered, h);
            double best = Double.NEGATIVE_INFINITY;
            double chosen = 1;
            for (double images = shape.length(h); images < 2_000; images *= 2) {
                double[] tried = home.clone();
                scale(tried, h, images);
                double likelihood = Predictive.log(shape.part(tried, h), counts);
                chosen = likelihood > best ? images : chosen;
                best = Math.max(best, likelihood);
            }
            scale(weights, h, chosen);
        }
        return weights;
    }

    /** Makes one histogram's weights count so many images. */
    private void scale(double[] weights, int histogram, double images) {
        double sum = 0;
        for (double weight : shape.part(weights, histogram)) {
            sum += weight;
        }
        for (int i = 0; i < shape.length(histogram); i++) {
            weights[shape.offset(histogram) + i] *= images / sum;
        }
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
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
        phase = Phase.values()[in.readInt()];
        gathered = SavedState.doubles(in, shape.size());
        gatheredImages = in.readLong();
        if (in.readBoolean()) {
            change = ChangeEvidence.awaiting(shape, home, home, SavedState.booleans(in, shape.histograms()));
            change.read(in);
        }
    }
}
