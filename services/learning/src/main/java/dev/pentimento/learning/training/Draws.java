package dev.pentimento.learning.training;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Random draws for training, from Java's generators: the same seed gives the same draws everywhere. */
public final class Draws {
    private Draws() {}

    /**
     * Everything once, in random order, in batches; a remainder of fewer than two rows is left out, because BatchNorm
     * cannot use it.
     */
    static List<int[]> batches(int size, int batch, RandomGenerator random) {
        int[] order = Shuffle.of(size, random);
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; size - start >= 2; start += batch) {
            batches.add(Arrays.copyOfRange(order, start, Math.min(start + batch, size)));
        }
        return batches;
    }

    /** {@code count} numbers in 0..size-1, with replacement. */
    public static int[] sample(int size, int count, RandomGenerator random) {
        int[] sample = new int[count];
        for (int i = 0; i < count; i++) {
            sample[i] = random.nextInt(size);
        }
        return sample;
    }

    /**
     * Like {@link #batches}, but each row is drawn by first drawing a class uniformly among those present, and then one
     * of its rows.
     */
    static List<int[]> balancedBatches(int[] labels, int batch, RandomGenerator random) {
        List<int[]> byClass = Arrays.stream(labels)
                .distinct()
                .sorted()
                .mapToObj(label -> IntStream.range(0, labels.length)
                        .filter(row -> labels[row] == label)
                        .toArray())
                .toList();
        List<int[]> batches = new ArrayList<>();
        for (int start = 0; labels.length - start >= 2; start += batch) {
            int[] rows = new int[Math.min(batch, labels.length - start)];
            for (int i = 0; i < rows.length; i++) {
                int[] ofClass = byClass.get(random.nextInt(byClass.size()));
                rows[i] = ofClass[random.nextInt(ofClass.length)];
            }
            batches.add(rows);
        }
        return batches;
    }

    /** Values of the standard normal distribution. */
    public static float[] gaussian(int count, RandomGenerator random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** A copy of the rows with normal noise of {@code fraction} of each column's deviation. */
    public static float[] noisy(FloatMatrix rows, float[] deviation, double fraction, RandomGenerator random) {
        float[] values = rows.values().clone();
        if (fraction > 0) {
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (fraction * deviation[i % deviation.length] * random.nextGaussian());
            }
        }
        return values;
    }
}
