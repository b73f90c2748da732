package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.tensors.FloatMatrix;

/**
 * Probabilities in 24 bits. A float32 between 0 and 1 has no sign and only 7 bits of exponent; with the 17 leading bits
 * of its fraction it keeps a relative precision of 4·10⁻⁶. They are rounded once, right after inference. Predictions,
 * outcomes and quality therefore have the same bits, and the state needs only three quarters of the bytes.
 */
public final class Probabilities {
    private static final int DROPPED_BITS = 6;
    private static final int DROPPED = (1 << DROPPED_BITS) - 1;
    private static final int ONE = Float.floatToIntBits(1f);

    private Probabilities() {}

    /** Each value rounded to the nearest 24-bit value, ties to even; a value above 1 becomes 1. */
    public static FloatMatrix rounded(FloatMatrix probabilities) {
        float[] values = probabilities.values();
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = rounded(values[i]);
        }
        return new FloatMatrix(probabilities.rows(), probabilities.columns(), rounded);
    }

    private static float rounded(float value) {
        if (!(value > 0)) {
            return value < 0 ? 0f : value;
        }
        int bits = Float.floatToRawIntBits(value);
        int nearest = (bits + (DROPPED >> 1) + (bits >> DROPPED_BITS & 1)) & ~DROPPED;
        return value == Float.POSITIVE_INFINITY ? value : Float.intBitsToFloat(Math.min(ONE, nearest));
    }

    public static void write(Packer packer, float[] probabilities) {
        for (float probability : probabilities) {
            int bits = Float.floatToRawIntBits(probability) >>> DROPPED_BITS;
            packer.raw(bits >>> 16).raw(bits >>> 8).raw(bits);
        }
    }

    public static float[] read(Unpacker unpacker, int classes) {
        float[] probabilities = new float[classes];
        for (int i = 0; i < classes; i++) {
            int bits = unpacker.raw() << 16 | unpacker.raw() << 8 | unpacker.raw();
            probabilities[i] = Float.intBitsToFloat(bits << DROPPED_BITS);
        }
        return probabilities;
    }

    /** Index of the largest value; the first of several. */
    public static int best(float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }
}
