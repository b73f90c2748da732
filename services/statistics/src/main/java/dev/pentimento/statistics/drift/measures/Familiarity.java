package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.scores.Projections;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;

/**
 * Tells images that are unlike any held-out image: the cosine of the angle between their embedding and the {@value
 * #NEIGHBOUR}th nearest of a sample is smaller than for 99 % of the sample itself (Sun, Ming, Zhu and Li 2022,
 * "Out-of-distribution detection with deep nearest neighbors", section 3, without their training loss). Immutable.
 */
public final class Familiarity {
    private static final int NEIGHBOUR = 5;
    private static final double UNFAMILIAR = 0.01;

    /** By dimension, then image of the sample: embeddings of length 1. */
    private final float[][] sample;

    private final float smallest;

    /**
     * @param sample n × d held-out embeddings, more than {@value #NEIGHBOUR}
     * @param smallest smallest cosine of a familiar image
     */
    Familiarity(FloatMatrix sample, float smallest) {
        this.sample = new float[sample.columns()][sample.rows()];
        this.smallest = smallest;
        for (int row = 0; row < sample.rows(); row++) {
            float[] unit = unit(sample.row(row));
            for (int i = 0; i < unit.length; i++) {
                this.sample[i][row] = unit[i];
            }
        }
    }

    /** Whether a sample of this size is large enough. */
    static boolean isPossible(FloatMatrix sample) {
        return sample.rows() > 2 * NEIGHBOUR;
    }

    static Familiarity fit(FloatMatrix sample) {
        Familiarity without = new Familiarity(sample, 0);
        float[] cosines = new float[sample.rows()];
        Cosines of = without.new Cosines(NEIGHBOUR + 1); // each image of the sample is its own nearest neighbour
        for (int row = 0; row < cosines.length; row++) {
            cosines[row] = of.last(sample.row(row));
        }
        Arrays.sort(cosines);
        return new Familiarity(sample, cosines[(int) (UNFAMILIAR * cosines.length)]);
    }

    float smallest() {
        return smallest;
    }

    /** @return whether each row is unlike any held-out image */
    public boolean[] unfamiliar(FloatMatrix embeddings) {
        boolean[] unfamiliar = new boolean[embeddings.rows()];
        Cosines cosines = new Cosines(NEIGHBOUR);
        for (int row = 0; row < unfamiliar.length; row++) {
            unfamiliar[row] = cosines.last(embeddings.row(row)) < smallest;
        }
        return unfamiliar;
    }

    /** The largest cosines between an embedding and the sample; its arrays serve for one embedding after another. */
    private final class Cosines {
        private final float[] all = new float[sample[0].length];
        private final float[] largest;

        Cosines(int number) {
            largest = new float[number];
        }

        /** The last of the largest. */
        float last(float[] embedding) {
            Projections.multiply(unit(embedding), sample, all);
            Arrays.fill(largest, Float.NEGATIVE_INFINITY);
            for (float cosine : all) {
                if (cosine > largest[0]) {
                    insert(cosine);
                }
            }
            return largest[0];
        }

        /** Keeps the smallest at the beginning. */
        private void insert(float cosine) {
            int at = 1;
            while (at < largest.length && largest[at] < cosine) {
                largest[at - 1] = largest[at];
                at++;
            }
            largest[at - 1] = cosine;
        }
    }

    /** The zero vector stays as it is. */
    private static float[] unit(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length && square > 0; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return unit;
    }
}
