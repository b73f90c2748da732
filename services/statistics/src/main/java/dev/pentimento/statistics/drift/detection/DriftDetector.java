package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Raises an alarm when the stream no longer looks like the reference. Without drift, the mean number of images until a
 * false alarm is at least the promised run length. Callers must pass merged counts in a fixed, logged order. Batch
 * sizes must not depend on the content of the images.
 *
 * <p>The reference grows with every image seen, since the error of a fixed one would accumulate. The distribution of
 * the scores' counts is exact; that of the classes and the treatment of bursts are approximations. When the detector
 * raises an alarm, it resets the reference to its state before the change and learns the counts of the changed stream.
 * It resolves the alarm when the stream leaves those counts and returns to the reference. If the stream leaves them for
 * something else, it raises a new alarm in place of the open one. Not thread-safe.
 */
public final class DriftDetector {
    /** The outcome of a step. */
    public enum Event {
        NOTHING,
        RAISED,
        /** The stream left the drift for another one: a new alarm has replaced the open one. */
        REPLACED,
        RESOLVED
    }

    private static final int STEP_IMAGES = 32;
    /** During these first images, the detector only learns how strongly images arrive in bursts. */
    private static final int WARM_UP_IMAGES = 640;
    /**
     * The change may have begun before the bets detected it, so at least this many images are always removed from the
     * reference.
     */
    private static final int DOUBTFUL_IMAGES = 16 * STEP_IMAGES;

    private final ReferenceHistograms reference;
    private final HistogramShape shape;
    private final double runLength;

    private long images;
    private DriftCounts pending;
    private double evidence;
    private final Bursts bursts;
    private final Checkpoints checkpoints;
    private ChangeEvidence change;
    /** Weights of the reference to which a drifted stream may return. */
    private double[] home;

    private @Nullable StandingDrift drift;
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
    }

    /** Adds images; the detector takes a step once it has 32. */
    public Event step(DriftCounts counts) {
        pending = pending.plus(counts);
        if (pending.images() < STEP_IMAGES) {
            return Event.NOTHING;
        }
        StepCounts step = StepCounts.of(pending, bursts.factor());
        bursts.observe(pending, home);
        pending = reference.noCounts();
        images += step.images();
        return drift == null ? watch(step) : await(drift, step);
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
        Onset onset = change.onset(images, WARM_UP_IMAGES + step.images(), step.images());
        long began = onset.image();
        home = checkpoints.backTo(Math.min(began, images - DOUBTFUL_IMAGES));
        change.remember(step);
        double[] late = images - began <= 2 * step.images() ? step.counts() : change.recent();
        Movement movement = Movement.between(shape, reference.names(), home, late);
        alarm = new DriftAlarm(
                alarm == null ? 1 : alarm.number() + 1,
                images,
                onset,
                movement.size(),
                movement.scores(),
                movement.classes(),
                null,
                null);
        drift = new StandingDrift(reference, runLength, home, alarm);
        return Event.RAISED;
    }

    /** The stream has left an open drift, and what it shows now is not the reference either. */
    private Event replace(DriftAlarm former, StandingDrift.Other other) {
        Movement movement = Movement.between(shape, reference.names(), home, other.counts());
        alarm = new DriftAlarm(
                former.number() + 1,
                images,
                other.onset(),
                movement.size(),
                movement.scores(),
                movement.classes(),
                former.number(),
                null);
        drift = StandingDrift.after(reference, runLength, home, alarm, other);
        return Event.REPLACED;
    }

    private Event await(StandingDrift standing, StepCounts step) {
        StandingDrift.Finding finding = standing.step(step, images);
        alarm = standing.alarm();
        if (finding instanceof StandingDrift.Other other) {
            return replace(alarm, other);
        }
        if (finding instanceof StandingDrift.Stands) {
            return Event.NOTHING;
        }
        alarm = alarm.resolved(images);
        drift = null;
        change = ChangeEvidence.against(shape, home);
        evidence = 0;
        return Event.RESOLVED;
    }

    /** The latest alarm; null before the first. While it is new, further images refine the list of what moved. */
    public @Nullable DriftAlarm alarm() {
        return alarm;
    }

    /** Whether an alarm is open. */
    public boolean drifted() {
        return drift != null;
    }

    /**
     * The evidence, measured in images: the alarm is raised at the promised run length. While an alarm is open, this is
     * the value at which it was raised.
     */
    public double evidence() {
        return evidence;
    }

    public double runLength() {
        return runLength;
    }

    /** Images in completed steps; up to 31 more may be pending. */
    public long images() {
        return images;
    }

    /** How many images count as one because they arrive in bursts; 1 if they are independent. */
    public double burstFactor() {
        return bursts.factor();
    }

    /**
     * The whole state, for {@link #restore}. A restored detector continues bit for bit like one that never stopped.
     */
    public byte[] save() {
        return SavedState.write(alarm != null, out -> {
            out.writeInt(Arrays.hashCode(reference.weights()));
            out.writeDouble(runLength);
            out.writeLong(images);
            SavedState.write(out, pending.toArray());
            out.writeDouble(evidence);
            bursts.write(out);
            checkpoints.write(out);
            SavedState.write(out, home);
            SavedState.write(out, alarm);
            out.writeBoolean(drift != null);
            if (drift == null) {
                change.write(out);
            } else {
                drift.write(out);
            }
        });
    }

    /**
     * Restores a saved detector.
     *
     * @throws UnknownStateFormatException if another release saved it in a format that this release cannot read
     * @throws IllegalArgumentException if {@code state} belongs to another reference or is damaged
     */
    public static DriftDetector restore(ReferenceHistograms reference, byte[] state) {
        return SavedState.read(state, saved -> {
            DataInput in = saved.in();
            if (in.readInt() != Arrays.hashCode(reference.weights())) {
                throw new IllegalArgumentException("the detector's state belongs to another reference");
            }
            DriftDetector detector = new DriftDetector(reference, in.readDouble());
            detector.read(saved);
            return detector;
        });
    }

    private void read(SavedState.Saved saved) throws IOException {
        DataInput in = saved.in();
        images = in.readLong();
        pending = DriftCounts.fromArray(shape, SavedState.longs(in, shape.size() + 1));
        evidence = in.readDouble();
        bursts.read(in);
        checkpoints.read(in);
        home = SavedState.doubles(in, shape.size());
        alarm = saved.alarm();
        if (in.readBoolean()) {
            if (alarm == null) {
                throw new IllegalArgumentException("the detector's state is damaged: a drift without its alarm");
            }
            drift = new StandingDrift(reference, runLength, home, alarm);
            drift.read(saved);
        } else {
            change = ChangeEvidence.against(shape, home);
            change.read(in);
        }
    }
}
