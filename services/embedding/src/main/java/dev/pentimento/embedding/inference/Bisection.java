package dev.pentimento.embedding.inference;

import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Embeds rows on which an encoder fails together: halves them until a part succeeds or only one row is left. For n
 * rows, this needs at most 2n - 1 passes, if every row fails, and about 2 log n if one row fails.
 */
final class Bisection {
    private final FloatMatrix pixels;
    private final LoadedEncoder encoder;
    private final float[] values;
    private final Map<Integer, String> failures = new TreeMap<>();
    private int embedded;

    private Bisection(FloatMatrix pixels, LoadedEncoder encoder) {
        this.pixels = pixels;
        this.encoder = encoder;
        values = new float[Math.multiplyExact(pixels.rows(), encoder.encoder().dimensions())];
    }

    /** @param pixels at least one row; all of them together have failed */
    static Bisection of(FloatMatrix pixels, LoadedEncoder encoder) {
        Bisection parts = new Bisection(pixels, encoder);
        if (pixels.rows() == 1) {
            parts.embed(0, 1);
        } else {
            parts.halves(0, pixels.rows());
        }
        return parts;
    }

    private void halves(int from, int to) {
        int middle = (from + to) >>> 1;
        embed(from, middle);
        embed(middle, to);
    }

    private void embed(int from, int to) {
        FloatMatrix vectors;
        try {
            vectors = encoder.embed(pixels.select(IntStream.range(from, to).toArray()));
        } catch (RuntimeException e) {
            encoder.trial().requireUndecided(e);
            if (to - from == 1) {
                failures.put(from, String.valueOf(e.getMessage()));
            } else {
                halves(from, to);
            }
            return;
        }
        System.arraycopy(vectors.values(), 0, values, embedded * vectors.columns(), vectors.values().length);
        embedded += vectors.rows();
    }

    /** Why a row has no vector, by row. */
    Map<Integer, String> failures() {
        return failures;
    }

    /** The vectors of the rows that have one, in row order. */
    FloatMatrix vectors() {
        int columns = encoder.encoder().dimensions();
        return new FloatMatrix(embedded, columns, Arrays.copyOf(values, embedded * columns));
    }
}
