package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bets on all histograms combined. The mean over histograms is again an e-detector, however the histograms depend
 * on each other.
 */
final class ChangeEvidence {
    /** A histogram's CUSUM from which its change is clear: e to the power of it against no change. */
    private static final double CLEAR = 3;
    /** Only histograms whose CUSUM is at least this share of the largest one date the change. */
    private static final double COMPARABLE = 0.3;

    private final HistogramShape shape;
    private final HistogramBets[] bets;
    /** Histograms that show whether the stream has returned; empty if there is nothing to return to. */
    private final boolean[] moved;
    /** CUSUM of the mean gain of these histograms' bets on a return. */
    private double returning;

    /**
     * Bets against the reference.
     *
     * @param weights expected weights of all bins
     */
    static ChangeEvidence against(HistogramShape shape, double[] weights) {
        return new ChangeEvidence(shape, weights, null, new boolean[shape.histograms()]);
    }

    /**
     * Bets against a drift.
     *
     * @param weights weights of all bins in the drift
     * @param home weights of the reference to which the stream may return
     * @param moved indices of the histograms in which the two differ
     */
    static ChangeEvidence awaiting(HistogramShape shape, double[] weights, double[] home, boolean[] moved) {
        return new ChangeEvidence(shape, weights, home, moved);
    }

    private ChangeEvidence(HistogramShape shape, double[] weights, double @Nullable [] home, boolean[] moved) {
        this.shape = shape;
        this.moved = moved.clone();
        bets = new HistogramBets[shape.histograms()];
        for (int h = 0; h < bets.length; h++) {
            Alternatives alternatives =
                    h < shape.scores() ? new Alternatives.Tilts() : new Alternatives.TripledOdds(shape.classes());
            bets[h] =
                    new HistogramBets(alternatives, shape.part(weights, h), home == null ? null : shape.part(home, h));
        }
    }

    boolean[] moved() {
        return moved.clone();
    }

    void bet(StepCounts step, long before) {
        double gain = 0;
        int informed = 0;
        for (int h = 0; h < bets.length; h++) {
            bets[h].bet(shape.part(step.counts(), h), step.images(), before);
            gain += moved[h] ? bets[h].returnGain() : 0;
            informed += moved[h] ? 1 : 0;
        }
        returning = Math.max(0, returning + (informed == 0 ? 0 : gain / informed));
    }

    /** Whether recent images look more like a return than like the drift. */
    boolean returning() {
        return returning > 0;
    }

    void remember(StepCounts step) {
        for (int h = 0; h < bets.length; h++) {
            bets[h].remember(shape.part(step.counts(), h), step.images());
        }
    }

    void grow(StepCounts step) {
        for (int h = 0; h < bets.length; h++) {
            bets[h].grow(shape.part(step.counts(), h));
        }
    }

    /** In images, to be compared with the promised run length. */
    double ofChange() {
        double sum = 0;
        int informative = 0;
        for (HistogramBets each : bets) {
            if (each.informative()) {
                sum += each.evidenceOfChange();
                informative++;
            }
        }
        return informative == 0 ? 0 : sum / informative;
    }

    /** Also in images, over the histograms that moved; the others look the same in both cases. */
    double ofReturn() {
        double sum = 0;
        int informed = 0;
        for (int h = 0; h < bets.length; h++) {
            sum += moved[h] ? bets[h].evidenceOfReturn() : 0;
            informed += moved[h] ? 1 : 0;
        }
        return informed == 0 ? 0 : sum / informed;
    }

    /**
     * When the change began: according to the strongest bet, and between the earliest and the latest begin of all
     * histograms that have clear evidence.
     *
     * @param now images seen so far
     * @param first images seen before the first bet: a change that began then may have begun at any time before
     * @param step largest number of images between two bets
     */
    Onset onset(long now, long first, long step) {
        HistogramBets strongest = bets[0];
        for (HistogramBets each : bets) {
            strongest = each.strongest() > strongest.strongest() ? each : strongest;
        }
        long earliest = strongest.began();
        long latest = strongest.began();
        for (HistogramBets each : bets) {
            if (each.strongest() >= Math.max(CLEAR, COMPARABLE * strongest.strongest())) {
                earliest = Math.min(earliest, each.began());
                latest = Math.max(latest, each.began());
            }
        }
        long image = strongest.began() <= first ? 0 : strongest.began();
        return new Onset(image, earliest <= first ? 0 : earliest, Math.min(now, latest + step));
    }

    /** Recent counts, with exponential decay. */
    double[] recent() {
        double[] all = new double[shape.size()];
        for (int h = 0; h < bets.length; h++) {
            System.arraycopy(bets[h].recent(), 0, all, shape.offset(h), shape.length(h));
        }
        return all;
    }

    double[] weights() {
        double[] all = new double[shape.size()];
        for (int h = 0; h < bets.length; h++) {
            System.arraycopy(bets[h].weights(), 0, all, shape.offset(h), shape.length(h));
        }
        return all;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(returning);
        for (HistogramBets each : bets) {
            each.write(out);
        }
    }

    void read(DataInput in) throws IOException {
        returning = in.readDouble();
        for (HistogramBets each : bets) {
            each.read(in);
        }
    }
}
