package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.network.TensorFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.training.Draws;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Labelled embeddings of training images. They go with a version, so that later corrections are learned without
 * forgetting what was right, and give the exemplars and the frame (mean, deviation) of the residual.
 */
public record ReplaySet(LabelledRows rows, int classes) {
    private static final String FORMAT = "pentimento.replay";
    private static final String FORMAT_1 = "1";

    public ReplaySet {
        rows.requireUsable("replay", classes);
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a replay set needs two embeddings, it has " + rows.size());
        }
    }

    /** At most {@code largest} of the rows, at random, the classes as equal as they can be. */
    public static ReplaySet sample(LabelledRows rows, int classes, int largest, RandomGenerator random) {
        int[] order = Draws.permutation(rows.size(), random);
        int quota = quota(rows.counts(classes), largest);
        int[] taken = new int[classes];
        int[] chosen = Arrays.stream(order)
                .filter(row -> taken[rows.labels()[row]]++ < quota)
                .sorted()
                .toArray();
        return new ReplaySet(rows.select(chosen), classes);
    }

    /** The largest number per class with which all together stay within the limit. */
    private static int quota(int[] counts, int largest) {
        int low = 1;
        int high = Arrays.stream(counts).max().orElse(1);
        while (low < high) {
            int middle = (low + high + 1) / 2;
            long total = Arrays.stream(counts)
                    .mapToLong(count -> Math.min(count, middle))
                    .sum();
            if (total <= largest) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** @throws UnusableFileException if these bytes are no replay set */
    public static ReplaySet fromFile(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        if (!file.metadata(FORMAT).equals(FORMAT_1)) {
            throw new UnusableFileException("replay set of format " + file.metadata(FORMAT) + "; read is " + FORMAT_1);
        }
        Tensor embeddings = file.tensor("embeddings");
        long[] shape = embeddings.shape();
        long[] labels = file.tensor("labels").longs();
        if (shape.length != 2 || shape[0] != labels.length) {
            throw new UnusableFileException("replay set of " + embeddings + " and " + labels.length + " labels");
        }
        try {
            int classes = Integer.parseInt(file.metadata("classes"));
            FloatMatrix matrix = new FloatMatrix((int) shape[0], (int) shape[1], embeddings.floats());
            int[] numbers = Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
            return new ReplaySet(new LabelledRows(matrix, numbers), classes);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnusableFileException("unusable replay set: " + e.getMessage(), e);
        }
    }

    /** A safetensors file: {@code embeddings} F32 n×d, {@code labels} I64 n. */
    public byte[] toFile() {
        FloatMatrix matrix = rows.rows();
        long[] labels = Arrays.stream(rows.labels()).asLongStream().toArray();
        return new TensorFile(
                        Map.of(FORMAT, FORMAT_1, "classes", Integer.toString(classes)),
                        Map.of(
                                "embeddings", Tensor.ofFloats(matrix.values(), matrix.rows(), matrix.columns()),
                                "labels", Tensor.ofLongs(labels, labels.length)))
                .toBytes();
    }

    public int dimensions() {
        return rows.rows().columns();
    }
}
