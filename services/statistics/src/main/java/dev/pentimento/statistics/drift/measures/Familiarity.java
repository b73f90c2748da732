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
        for (int row = 0; row < cosines.length; row++) {
            // Each image of the sample is its own nearest neighbour.
            cosines[row] = without.cosine(sample.row(row), NEIGHBOUR + 1);
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
        for (int row = 0; row < unfamiliar.length; row++) {
            unfamiliar[row] = cosine(embeddings.row(row), NEIGHBOUR) < smallest;
        }
        return unfamiliar;
    }

    /** The n-th largest cosine between an embedding and the sample. */
    private float cosine(float[] embedding, int n) {
        float[] cosines = new float[sample[0].length];
        Projections.multiply(unit(embedding), sample, cosines);
        float[] largest = new float[n];
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        for (float cosine : cosines) {
            if (cosine > largest[0]) {
                int at = 1;
                while (at < n && largest[at] < cosine) {
                    largest[at - 1] = largest[at];
                    at++;
                }
                largest[at - 1] = cosine;
            }
        }
        return largest[0];
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
