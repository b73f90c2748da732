package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.network.TensorFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.training.Draws;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Labelled embeddings that go with a version, so that later corrections are learned without forgetting what was right.
 *
 * @param rows of training images; they also give the exemplars and the frame (mean, deviation) of the residual
 * @param heldOut of images that nothing was learned from, as frequent as they come: what a changed classifier says of them
 *     is its drift reference. Without a row in files of before
 */
public record ReplaySet(LabelledRows rows, LabelledRows heldOut, int classes) {
    private static final String FORMAT = "pentimento.replay";
    private static final String FORMAT_1 = "1";
    private static final String EMBEDDINGS = "embeddings";
    private static final String LABELS = "labels";
    private static final String HELD_OUT = "held_out.";

    public ReplaySet {
        rows.requireUsable("replay", classes);
        heldOut.requireUsable("held-out embeddings", classes);
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a replay set needs two embeddings, it has " + rows.size());
        }
    }

    /** Without held-out images. */
    public ReplaySet(LabelledRows rows, int classes) {
        this(rows, noRows(rows.rows().columns()), classes);
    }

    /** The same training images with these held-out ones, at most {@code largest} of them at random. */
    public ReplaySet withHeldOut(LabelledRows all, int largest, RandomGenerator random) {
        int[] order = Draws.permutation(all.size(), random);
        int[] chosen = Arrays.stream(order).limit(largest).sorted().toArray();
        return new ReplaySet(rows, all.select(chosen), classes);
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
        LabelledRows rows = read(file, "");
        LabelledRows heldOut = file.tensors().containsKey(HELD_OUT + EMBEDDINGS)
                ? read(file, HELD_OUT)
                : noRows(rows.rows().columns());
        try {
            return new ReplaySet(rows, heldOut, Integer.parseInt(file.metadata("classes")));
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException("unusable replay set: " + e.getMessage(), e);
        }
    }

    private static LabelledRows read(TensorFile file, String prefix) {
        Tensor embeddings = file.tensor(prefix + EMBEDDINGS);
        long[] shape = embeddings.shape();
        long[] labels = file.tensor(prefix + LABELS).longs();
        if (shape.length != 2 || shape[0] != labels.length) {
            throw new UnusableFileException("replay set of " + embeddings + " and " + labels.length + " labels");
        }
        try {
            FloatMatrix matrix = new FloatMatrix((int) shape[0], (int) shape[1], embeddings.floats());
            int[] numbers = Arrays.stream(labels).mapToInt(Math::toIntExact).toArray();
            return new LabelledRows(matrix, numbers);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnusableFileException("unusable replay set: " + e.getMessage(), e);
        }
    }

    private static LabelledRows noRows(int columns) {
        return new LabelledRows(new FloatMatrix(0, columns, new float[0]), new int[0]);
    }

    /** A safetensors file: {@code embeddings} F32 n×d, {@code labels} I64 n; {@code held_out.} and the same of m images. */
    public byte[] toFile() {
        Map<String, Tensor> tensors = new TreeMap<>();
        write(rows, "", tensors);
        if (heldOut.size() > 0) {
            write(heldOut, HELD_OUT, tensors);
        }
        return new TensorFile(Map.of(FORMAT, FORMAT_1, "classes", Integer.toString(classes)), tensors).toBytes();
    }

    private static void write(LabelledRows rows, String prefix, Map<String, Tensor> tensors) {
        FloatMatrix matrix = rows.rows();
        long[] labels = Arrays.stream(rows.labels()).asLongStream().toArray();
        tensors.put(prefix + EMBEDDINGS, Tensor.ofFloats(matrix.values(), matrix.rows(), matrix.columns()));
        tensors.put(prefix + LABELS, Tensor.ofLongs(labels, labels.length));
    }

    public int dimensions() {
        return rows.rows().columns();
    }
}
