package dev.pentimento.tensors;

import java.util.Arrays;

/** Converts arrays between float32 and float64. */
public final class Floats {
    private Floats() {}

    /** Each value as the nearest float32. */
    public static float[] of(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    public static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** {@code count} times the same value. */
    public static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
