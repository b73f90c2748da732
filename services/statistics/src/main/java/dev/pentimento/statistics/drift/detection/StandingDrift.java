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
 * the two it is. If it is something else, this drift has ended, and another one takes its place.
 */
final class StandingDrift {
    private enum Phase {
        LEARNING,
        LEARNT,
        JUDGING
    }

    /** Bets against the drift's counts began long after the first image. */
    private static final long NEVER = -1;

    private static final int LEARNING_IMAGES = 512;
    private static final int JUDGING_IMAGES = 256;
    /** Logarithm of the Bayes factor that decides between the reference and the drift. */
    private static final double DECISIVE = Math.log(100);
    /** After as many images, the likelier one of the two is taken. */
    private static final int MOST_JUDGED = 4_096;
    /**
     * A drift that is resolved too early causes a second alarm. That must therefore be rarer than a false alarm, by
     * this factor.
     */
    private static final double RETURN_CAUTION = 10;

    /** What a step has shown. */
    sealed interface Finding {}

    /** The drift goes on, as far as is known. */
    record Stands() implements Finding {}

    /** The stream has returned to the reference. */
    record Returned() implements Finding {}

    /**
     * The stream has left the drift, and has not returned.
     *
     * @param counts of images that show it, over all bins
     * @param images number of these images
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Other(Onset onset, double[] counts, long images) implements Finding {}

    private final ReferenceHistograms reference;
    private final HistogramShape shape;
    private final double runLength;
    private final HomeWeights home;

    private Phase phase = Phase.LEARNING;
    private DriftAlarm alarm;
    /** Counts of the images that are being learned or judged. */
    private double[] gathered;

    private long gatheredImages;
    /** The drift's counts as they were first learned; null until then. */
    private double @Nullable [] first;

    /** When the stream left the drift, while new images are judged. */
    private Onset left = new Onset(0, 0, 0);
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

    /** A drift that takes the place of another one. */
    static StandingDrift after(
            ReferenceHistograms reference, double runLength, double[] home, DriftAlarm alarm, Other other) {
        StandingDrift drift = new StandingDrift(reference, runLength, home, alarm);
        drift.gathered = other.counts().clone();
        drift.gatheredImages = other.images();
        return drift;
    }

    /** The alarm; while the drift is being learned, further images refine the list of what moved. */
    DriftAlarm alarm() {
        return alarm;
    }

    /**
     * Adds a step's images.
     *
     * @param images number of images of the whole stream, including this step
     */
    Finding step(StepCounts step, long images) {
        if (phase == Phase.LEARNING || change == null) {
            return learn(step);
        }
        return phase == Phase.LEARNT ? await(change, step, images) : judge(change, step, images);
    }

    private Finding learn(StepCounts step) {
        gather(step);
        alarm = alarm.moved(Movement.between(shape, reference.names(), home.weights(), gathered));
        long enough = enough();
        if (gatheredImages < enough) {
            return new Stands();
        }
        boolean[] moved = Movement.moved(shape, home.weights(), gathered);
        if (Arrays.equals(moved, new boolean[moved.length])) {
            return gatheredImages >= 4 * enough ? new Returned() : new Stands();
        }
        if (isOther()) {
            return new Other(left, gathered, gatheredImages);
        }
        change = ChangeEvidence.awaiting(shape, home.near(gathered), home.weights(), moved);
        change.grow(new StepCounts(gatheredImages, gathered));
        first = first == null ? change.weights() : first;
        gatherAnew(Phase.LEARNT);
        return new Stands();
    }

    /**
     * Whether the gathered images are more likely under any other distribution than under the drift as it was first
     * learned. This Bayes factor decides, and not the bets: the drift is learned from few images, so that bets against
     * it win more often than the promised run length allows.
     */
    private boolean isOther() {
        if (first == null) {
            return false;
        }
        double favour = 0;
        double[] unknown = home.unknown();
        for (int h = 0; h < shape.histograms(); h++) {
            double[] part = shape.part(gathered, h);
            favour += Predictive.log(shape.part(unknown, h), part) - Predictive.log(shape.part(first, h), part);
        }
        return favour > 0;
    }

    /** A change that was detected late is small, and needs more images to learn. */
    private long enough() {
        long noticing = alarm.raisedAtImage() - alarm.startedAtImage();
        return Math.max(LEARNING_IMAGES, Math.min(4 * LEARNING_IMAGES, 2 * noticing));
    }

    private Finding await(ChangeEvidence learnt, StepCounts step, long images) {
        learnt.bet(step, images - step.images());
        if (learnt.ofReturn() >= RETURN_CAUTION * runLength || learnt.ofChange() >= runLength) {
            left = learnt.onset(images, NEVER, step.images());
            gatherAnew(Phase.JUDGING);
            return new Stands();
        }
        gather(step);
        if (!learnt.returning()) {
            learnt.grow(new StepCounts(gatheredImages, gathered));
            gatherAnew(Phase.LEARNT);
        }
        learnt.remember(step);
        return new Stands();
    }

    /** The stream has left the drift. New images decide whether it has returned or moved elsewhere. */
    private Finding judge(ChangeEvidence learnt, StepCounts step, long images) {
        gather(step);
        if (gatheredImages < JUDGING_IMAGES) {
            return new Stands();
        }
        boolean first = gatheredImages - step.images() < JUDGING_IMAGES;
        if (first && home.favour(gathered, home.unknown(), all()) <= 0) {
            phase = Phase.LEARNING;
            return isOther() ? new Other(left, gathered, gatheredImages) : new Stands();
        }
        double favour = home.favour(gathered, learnt.weights(), learnt.moved());
        if (Math.abs(favour) < DECISIVE && gatheredImages < MOST_JUDGED) {
            return new Stands();
        }
        if (favour > 0) {
            return new Returned();
        }
        StepCounts judged = new StepCounts(gatheredImages, gathered);
        learnt.bet(judged, images - gatheredImages);
        learnt.grow(judged);
        gatherAnew(Phase.LEARNT);
        return new Stands();
    }

    private boolean[] all() {
        boolean[] all = new boolean[shape.histograms()];
        Arrays.fill(all, true);
        return all;
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
        out.writeLong(left.image());
        out.writeLong(left.earliest());
        out.writeLong(left.latest());
        out.writeBoolean(first != null);
        if (first != null) {
            SavedState.write(out, first);
        }
        out.writeBoolean(change != null);
        if (change != null) {
            SavedState.write(out, change.moved());
            change.write(out);
        }
    }

    void read(SavedState.Saved saved) throws IOException {
        DataInput in = saved.in();
        phase = SavedState.constant(in, Phase.values());
        gathered = SavedState.doubles(in, shape.size());
        gatheredImages = in.readLong();
        left = saved.onset(alarm.onset());
        first = saved.knowsOnsets() && in.readBoolean() ? SavedState.doubles(in, shape.size()) : null;
        if (in.readBoolean()) {
            change = ChangeEvidence.awaiting(
                    shape, home.weights(), home.weights(), SavedState.booleans(in, shape.histograms()));
            change.read(in);
        }
    }
}
