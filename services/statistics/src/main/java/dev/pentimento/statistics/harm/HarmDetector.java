package dev.pentimento.statistics.harm;

import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * Raises an alarm when accuracy has fallen below a limit, and resolves it when accuracy is above the limit again.
 *
 * <p>Labels are bet on ({@link AccuracyBets}): while accuracy is at least the limit, the mean number of labels until a false
 * alarm is at least the promised run length. Besides, while drift stands, the estimate without labels is combined with the
 * labels since that drift ({@link PresentAccuracy}). If the interval lies below the limit in {@value #IN_A_ROW} windows in a row,
 * the alarm is raised; how often that is false is not promised. An alarm that only labels have raised is only
 * resolved by labels: the estimate did not see that harm, so it cannot see its end. Not thread-safe.
 */
public final class HarmDetector {
    private static final int IN_A_ROW = 2;

    /** What a step has changed. */
    public enum Event {
        NOTHING,
        RAISED,
        RESOLVED
    }

    /** What raised an alarm. */
    public enum Basis {
        /** Labels alone, with a promised run length. */
        LABELS,
        /** The estimate without labels, together with the labels since the drift. */
        ESTIMATE
    }

    /**
     * The latest alarm.
     *
     * @param number number of alarms so far, including this one
     * @param seenByEstimate whether the estimate has shown the harm, too
     */
    public record Alarm(long number, Basis basis, boolean seenByEstimate, boolean open) {
        private Alarm seen() {
            return new Alarm(number, basis, true, open);
        }

        private Alarm resolved() {
            return new Alarm(number, basis, seenByEstimate, false);
        }
    }

    /**
     * The whole state.
     *
     * @param limit of the bets
     * @param wealth of the bets
     * @param right labels since the drift with a right prediction
     * @param labelled labels since the drift
     * @param below windows in a row whose interval lies below the limit
     * @param above windows in a row whose interval lies above the limit
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Saved(
            double limit,
            double[] wealth,
            long right,
            long labelled,
            int below,
            int above,
            @Nullable PresentAccuracy present,
            @Nullable Alarm alarm) {}

    private final double limit;
    private final double runLength;
    private AccuracyBets bets;
    private long right;
    private long labelled;
    private int below;
    private int above;
    private @Nullable PresentAccuracy present;
    private @Nullable Alarm alarm;

    /**
     * @param limit accuracy below which there is harm, between 0 and 1
     * @param runLength promised mean number of labels between false alarms
     */
    public HarmDetector(double limit, double runLength) {
        if (!(limit > 0 && limit < 1 && runLength >= 1)) {
            throw new IllegalArgumentException("limit " + limit + ", run length " + runLength);
        }
        this.limit = limit;
        this.runLength = runLength;
        bets = new AccuracyBets(limit, true, AccuracyBets.noWealth());
    }

    /** Bets against another limit begin anew; the alarm stays. */
    public static HarmDetector restore(double limit, double runLength, Saved saved) {
        HarmDetector detector = new HarmDetector(limit, runLength);
        detector.alarm = saved.alarm();
        detector.bets = new AccuracyBets(
                limit, !detector.open(), saved.limit() == limit ? saved.wealth() : AccuracyBets.noWealth());
        detector.right = saved.right();
        detector.labelled = saved.labelled();
        detector.below = saved.below();
        detector.above = saved.above();
        detector.present = saved.present();
        return detector;
    }

    public Saved save() {
        return new Saved(limit, bets.wealth(), right, labelled, below, above, present, alarm);
    }

    /** Labels of images after the last alarm was raised or resolved. */
    public Event labels(long rightOnes, long all) {
        bets.add(rightOnes, all);
        if (bets.evidence() < runLength) {
            return Event.NOTHING;
        }
        return alarm != null && alarm.open() ? resolve(alarm) : raise(Basis.LABELS);
    }

    /** Labels of images of the present drift, or of those since the last one. */
    public void labelsOfNow(long rightOnes, long all) {
        right += rightOnes;
        labelled += all;
    }

    /** A drift has begun or ended: what was known about the images until now says nothing about those that follow. */
    public void imagesChanged() {
        right = 0;
        labelled = 0;
        below = 0;
        above = 0;
        present = null;
    }

    /** A window of images has ended. */
    public Event window(@Nullable Estimate estimate) {
        PresentAccuracy now = PresentAccuracy.of(estimate, right, labelled);
        present = now;
        below = now != null && estimate != null && now.upper() < limit ? below + 1 : 0;
        above = now != null && now.lower() > limit ? above + 1 : 0;
        if (alarm == null || !alarm.open()) {
            return below >= IN_A_ROW ? raise(Basis.ESTIMATE) : Event.NOTHING;
        }
        if (below >= IN_A_ROW) {
            alarm = alarm.seen();
        }
        return above >= IN_A_ROW && alarm.seenByEstimate() ? resolve(alarm) : Event.NOTHING;
    }

    private Event raise(Basis basis) {
        alarm = new Alarm(alarm == null ? 1 : alarm.number() + 1, basis, basis == Basis.ESTIMATE, true);
        bets = new AccuracyBets(limit, false, AccuracyBets.noWealth());
        return Event.RAISED;
    }

    private Event resolve(Alarm open) {
        alarm = open.resolved();
        bets = new AccuracyBets(limit, true, AccuracyBets.noWealth());
        return Event.RESOLVED;
    }

    public boolean open() {
        return alarm != null && alarm.open();
    }

    /** Whether the present images do no harm, as far as is known. */
    public boolean harmless() {
        return !open() && above >= IN_A_ROW;
    }

    /** The latest alarm; null before the first. */
    public @Nullable Alarm alarm() {
        return alarm;
    }

    /** Accuracy since the drift began, or since it ended; null: unknown. */
    public @Nullable PresentAccuracy present() {
        return present;
    }

    /** Labels since the drift began, or since it ended. */
    public long labelled() {
        return labelled;
    }

    public double limit() {
        return limit;
    }

    public double runLength() {
        return runLength;
    }

    /** Evidence of the labels, measured in labels: of harm, or while an alarm is open, of its end. */
    public double evidence() {
        return bets.evidence();
    }
}
