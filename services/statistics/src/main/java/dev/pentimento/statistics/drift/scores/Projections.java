package dev.pentimento.statistics.drift.scores;

import java.util.Arrays;

/** Row vector times matrix. */
public final class Projections {
    private Projections() {}

    /**
     * The sums are over independent elements, four rows at a time, which the compiler turns into vector instructions.
     * The order of additions, and therefore every bit, is the same on all machines.
     */
    public static void multiply(float[] vector, float[][] rows, float[] result) {
        Arrays.fill(result, 0);
        int i = 0;
        for (; i + 3 < vector.length; i += 4) {
            add(
                    vector[i],
                    rows[i],
                    vector[i + 1],
                    rows[i + 1],
                    vector[i + 2],
                    rows[i + 2],
                    vector[i + 3],
                    rows[i + 3],
                    result);
        }
        for (; i < vector.length; i++) {
            add(vector[i], rows[i], 0, rows[i], 0, rows[i], 0, rows[i], result);
        }
    }

    private static void add(
            float a, float[] as, float b, float[] bs, float c, float[] cs, float d, float[] ds, float[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += a * as[j] + b * bs[j] + c * cs[j] + d * ds[j];
        }
    }
}
