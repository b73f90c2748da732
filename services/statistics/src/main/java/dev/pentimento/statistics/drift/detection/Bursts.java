package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The factor by which images carry less information because they arrive in bursts (frames from one camera, pictures of
 * one patient). Two neighbouring steps of independent images differ by a known amount. With bursts they differ more,
 * and the counts are divided by that factor.
 */
final class Bursts {
    private static final int PAIRS = 200;
    private static final double TOLERATED = 1.1;
    private static final double CAUTION = 1.15;

    private final HistogramShape shape;
    private long pairs;
    private double scoreExcess;
    private double classExcess;
    private DriftCounts previous;

    Bursts(HistogramShape shape) {
        this.shape = shape;
        previous = DriftCounts.none(shape);
    }

    /** 1 for independent images. */
    double factor() {
        double excess = Math.max(scoreExcess, classExcess);
        return excess < TOLERATED ? 1 : excess * CAUTION;
    }

    /**
     * Updates the factor with the next step.
     *
     * @param weights weights of the reference
     */
    void observe(DriftCounts step, double[] weights) {
        if (previous.images() > 0) {
            pairs++;
            double share = 1.0 / Math.min(pairs, PAIRS);
            double sum = 0;
            int informative = 0;
            for (int h = 0; h < shape.scores(); h++) {
                double excess = excess(step, weights, h);
                if (!Double.isNaN(excess)) {
                    sum += excess;
                    informative++;
                }
            }
            scoreExcess += informative == 0 ? 0 : share * (sum / informative - scoreExcess);
            double ofClass = excess(step, weights, shape.scores());
            classExcess += Double.isNaN(ofClass) ? 0 : share * (ofClass - classExcess);
        }
        previous = step;
    }

    /**
     * Squared distance between the shares of the two steps, relative to that of independent images: 1 on average; NaN
     * with one bin.
     */
    private double excess(DriftCounts step, double[] weights, int histogram) {
        int from = shape.offset(histogram);
        int to = from + shape.length(histogram);
        double total = 0;
        int bins = 0;
        for (int i = from; i < to; i++) {
            total += weights[i];
            bins += weights[i] > 0 ? 1 : 0;
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            if (weights[i] > 0) {
                double distance = (double) step.at(i) / step.images() - (double) previous.at(i) / previous.images();
                sum += distance * distance / (weights[i] / total);
            }
        }
        return bins < 2 ? Double.NaN : sum / (1.0 / step.images() + 1.0 / previous.images()) / (bins - 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(pairs);
        out.writeDouble(scoreExcess);
        out.writeDouble(classExcess);
        SavedState.write(out, previous.toArray());
    }

    void read(DataInput in) throws IOException {
        pairs = in.readLong();
        scoreExcess = in.readDouble();
        classExcess = in.readDouble();
        previous = DriftCounts.fromArray(shape, SavedState.longs(in, shape.size() + 1));
    }
}
