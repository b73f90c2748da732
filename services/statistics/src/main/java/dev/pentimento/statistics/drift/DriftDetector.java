package dev.pentimento.statistics.drift;

import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Raises an alarm when the stream no longer looks like the reference, such that without drift the mean number of images
 * until a false alarm is at least the promised run length. It must be given merged counts in one order that does not
 * change (a logged one); how many images come at once must not depend on what they look like.
 *
 * <p>The reference grows by the images seen, since the error of a fixed one would add up. The law of the scores' counts
 * is exact; that of the classes and the treatment of bursts are approximations. Once the alarm is raised, the reference
 * goes back to before the change, the changed stream's own counts are learnt, and the alarm is resolved when the stream
 * leaves those for the reference. Not safe for use by several threads.
 */
public final class DriftDetector {
    /** What a step brought. */
    public enum Event {
        NOTHING,
        RAISED,
        RESOLVED
    }

    private enum Phase {
        WATCHING,
        LEARNING,
        DRIFTED,
        JUDGING
    }

    private static final int STEP_IMAGES = 32;
    /** Until then the detector only learns how far images come in bursts. */
    private static final int WARM_UP_IMAGES = 640;
    /** The change may have begun before the bets noticed: so much of the reference is given up in any case. */
    private static final int DOUBTFUL_IMAGES = 16 * STEP_IMAGES;

    private static final int LEARNING_IMAGES = 16 * STEP_IMAGES;
    private static final int JUDGING_IMAGES = 256;
    /** A drift that is called over too early comes back as a second alarm: so much rarer than a false alarm. */
    private static final double RETURN_CAUTION = 10;

    private final ReferenceHistograms reference;
    private final HistogramShape shape;
    private final double runLength;

    private Phase phase = Phase.WATCHING;
    private long images;
    private DriftCounts pending;
    private double evidence;
    private final Bursts bursts;
    private final Checkpoints checkpoints;
    /** Against the reference while watching, against the drift's own counts while drifted. */
    private ChangeEvidence change;
    /** Weights of the reference from before the change, while an alarm stands. */
    private double[] home;
    /** What is being learnt or judged. */
    private double[] gathered;

    private long gatheredImages;
    private @Nullable DriftAlarm alarm;

    /**
     * @param runLength promised mean number of images between false alarms, at least 640
     */
    public DriftDetector(ReferenceHistograms reference, double runLength) {
        if (!(runLength >= WARM_UP_IMAGES)) {
            throw new IllegalArgumentException("run length must be at least " + WARM_UP_IMAGES + ": " + runLength);
        }
        this.reference = reference;
        this.runLength = runLength;
        shape = reference.shape();
        pending = reference.noCounts();
        bursts = new Bursts(shape);
        home = reference.weights();
        checkpoints = new Checkpoints(home);
        change = ChangeEvidence.against(shape, home);
        gathered = new double[shape.size()];
    }

    /** Takes further images in; the detector moves once 32 are together. */
    public Event step(DriftCounts counts) {
        pending = pending.plus(counts);
        if (pending.images() < STEP_IMAGES) {
            return Event.NOTHING;
        }
        StepCounts step = StepCounts.of(pending, bursts.factor());
        bursts.observe(pending, home);
        pending = reference.noCounts();
        images += step.images();
        return switch (phase) {
            case WATCHING -> watch(step);
            case LEARNING -> learn(step);
            case DRIFTED -> awaitReturn(step);
            case JUDGING -> judge(step);
        };
    }

    private Event watch(StepCounts step) {
        if (images - step.images() >= WARM_UP_IMAGES) {
            change.bet(step, images - step.images());
            evidence = change.ofChange();
            if (evidence >= runLength) {
                return raise(step);
            }
            change.grow(step);
            if (checkpoints.due(images)) {
                checkpoints.add(images, change.weights());
            }
        }
        change.remember(step);
        return Event.NOTHING;
    }

    private Event raise(StepCounts step) {
        long began = change.began();
        home = checkpoints.backTo(Math.min(began, images - DOUBTFUL_IMAGES));
        change.remember(step);
        double[] late = images - began <= 2 * step.images() ? step.counts() : change.recent();
        Movement movement = Movement.between(shape, reference.names(), home, late);
        alarm = new DriftAlarm(
                alarm == null ? 1 : alarm.number() + 1,
                images,
                began,
                movement.size(),
                movement.scores(),
                movement.classes(),
                null);
        gatherAnew(Phase.LEARNING);
        return Event.RAISED;
    }

    private void gatherAnew(Phase next) {
        phase = next;
        gathered = new double[shape.size()];
        gatheredImages = 0;
    }

    private void gather(StepCounts step) {
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] += step.counts()[i];
        }
        gatheredImages += step.images();
    }

    private Event learn(StepCounts step) {
        gather(step);
        alarm = standing().moved(Movement.between(shape, reference.names(), home, gathered));
        long enough = enough(standing());
        if (gatheredImages < enough) {
            return Event.NOTHING;
        }
        boolean[] moved = Movement.moved(shape, home, gathered);
        if (!any(moved)) {
            return gatheredImages < 4 * enough ? Event.NOTHING : resolve();
        }
        change = ChangeEvidence.awaiting(shape, nearHome(), home, moved);
        change.grow(new StepCounts(gatheredImages, gathered));
        gatherAnew(Phase.DRIFTED);
        return Event.NOTHING;
    }

    /** A change that took long to notice is small, and takes long to learn. */
    private static long enough(DriftAlarm alarm) {
        long noticing = alarm.raisedAtImage() - alarm.startedAtImage();
        return Math.max(LEARNING_IMAGES, Math.min(4 * LEARNING_IMAGES, 2 * noticing));
    }

    private static boolean any(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
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

    private Event awaitReturn(StepCounts step) {
        change.bet(step, images - step.images());
        if (change.ofReturn() >= RETURN_CAUTION * runLength || change.ofChange() >= runLength) {
            gatherAnew(Phase.JUDGING);
            return Event.NOTHING;
        }
        gather(step);
        if (!change.returning()) {
            change.grow(new StepCounts(gatheredImages, gathered));
            gatherAnew(Phase.DRIFTED);
        }
        change.remember(step);
        return Event.NOTHING;
    }

    /** The stream left the drift: is it back, or is it somewhere else? New images decide. */
    private Event judge(StepCounts step) {
        gather(step);
        if (gatheredImages < JUDGING_IMAGES) {
            return Event.NOTHING;
        }
        boolean[] all = new boolean[shape.histograms()];
        Arrays.fill(all, true);
        if (!favoursHome(unknown(), all)) {
            phase = Phase.LEARNING;
            return Event.NOTHING;
        }
        if (favoursHome(change.weights(), change.moved())) {
            return resolve();
        }
        StepCounts judged = new StepCounts(gatheredImages, gathered);
        change.bet(judged, images - gatheredImages);
        change.grow(judged);
        gatherAnew(Phase.DRIFTED);
        return Event.NOTHING;
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

    private Event resolve() {
        alarm = standing().resolved(images);
        change = ChangeEvidence.against(shape, home);
        evidence = 0;
        gatherAnew(Phase.WATCHING);
        return Event.RESOLVED;
    }

    private DriftAlarm standing() {
        return Objects.requireNonNull(alarm, "no alarm stands");
    }

    /** The latest alarm; null before the first. While it is new, further images make the movement clearer. */
    public @Nullable DriftAlarm alarm() {
        return alarm;
    }

    /** Whether an alarm stands. */
    public boolean drifted() {
        return phase != Phase.WATCHING;
    }

    /** In images: at the promised run length the alarm goes off. While an alarm stands, what it was then. */
    public double evidence() {
        return evidence;
    }

    public double runLength() {
        return runLength;
    }

    /** Images that made up steps so far; up to 31 more may wait. */
    public long images() {
        return images;
    }

    /** How many images count as one, because they come in bursts; 1 if they do not. */
    public double burstFactor() {
        return bursts.factor();
    }

    /** The whole state, for {@link #restore}: a detector restored goes on bit for bit like one that never stopped. */
    public byte[] save() {
        return SavedState.write(out -> {
            out.writeInt(Arrays.hashCode(reference.weights()));
            out.writeDouble(runLength);
            out.writeInt(phase.ordinal());
            out.writeLong(images);
            SavedState.write(out, pending.toArray());
            out.writeDouble(evidence);
            bursts.write(out);
            checkpoints.write(out);
            SavedState.write(out, home);
            SavedState.write(out, gathered);
            out.writeLong(gatheredImages);
            SavedState.write(out, change.moved());
            change.write(out);
            SavedState.write(out, alarm);
        });
    }

    /**
     * A detector as it was saved.
     *
     * @throws IllegalArgumentException if {@code state} is of another reference or damaged
     */
    public static DriftDetector restore(ReferenceHistograms reference, byte[] state) {
        return SavedState.read(state, in -> {
            if (in.readInt() != Arrays.hashCode(reference.weights())) {
                throw new IllegalArgumentException("the detector's state belongs to another reference");
            }
            DriftDetector detector = new DriftDetector(reference, in.readDouble());
            detector.read(in);
            return detector;
        });
    }

    private void read(DataInput in) throws IOException {
        phase = Phase.values()[in.readInt()];
        images = in.readLong();
        pending = DriftCounts.fromArray(shape, SavedState.longs(in, shape.size() + 1));
        evidence = in.readDouble();
        bursts.read(in);
        checkpoints.read(in);
        home = SavedState.doubles(in, shape.size());
        gathered = SavedState.doubles(in, shape.size());
        gatheredImages = in.readLong();
        boolean[] moved = SavedState.booleans(in, shape.histograms());
        change = any(moved) ? ChangeEvidence.awaiting(shape, home, home, moved) : ChangeEvidence.against(shape, home);
        change.read(in);
        alarm = SavedState.alarm(in);
    }
}
