package dev.pentimento.learning.correction;

import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Labelled embeddings that are published with a version, so that later corrections do not forget what was right.
 *
 * @param rows embeddings of training images; they also give the exemplars and the frame (mean, deviation) of the
 *     residual
 * @param heldOut embeddings of images not used in training, with their natural class frequencies; a changed
 *     classifier's outputs for them become its drift reference. Files of earlier releases have no rows
 */
public record ReplaySet(LabelledRows rows, LabelledRows heldOut, int classes) {
    private static final String FORMAT = "pentimento.replay";
    private static final String FORMAT_1 = "1";
    private static final String HELD_OUT = "held_out.";

    public ReplaySet {
        rows.requireUsable("replay", classes);
        heldOut.requireUsable("held-out embeddings", classes);
        if (rows.size() < 2) {
            throw new IllegalArgumentException("a replay set needs at least two embeddings, found " + rows.size());
        }
    }

    /** Without held-out images. */
    public ReplaySet(LabelledRows rows, int classes) {
        this(rows, noRows(rows.rows().columns()), classes);
    }

    /** The same training images with these held-out ones, of which at most {@code largest} are kept at random. */
    public ReplaySet withHeldOut(LabelledRows all, int largest, RandomGenerator random) {
        int[] order = Shuffle.of(all.size(), random);
        int[] chosen = Arrays.stream(order).limit(largest).sorted().toArray();
        return new ReplaySet(rows, all.select(chosen), classes);
    }

    /** At most {@code largest} of the rows, at random, with classes as balanced as possible. */
    public static ReplaySet sample(LabelledRows rows, int classes, int largest, RandomGenerator random) {
        int[] order = Shuffle.of(rows.size(), random);
        int quota = quota(rows.counts(classes), largest);
        int[] taken = new int[classes];
        int[] chosen = Arrays.stream(order)
                .filter(row -> taken[rows.labels()[row]]++ < quota)
                .sorted()
                .toArray();
        return new ReplaySet(rows.select(chosen), classes);
    }

    /** The largest number per class that keeps the total within the limit. */
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

    /** @throws UnusableFileException if these bytes are not a replay set */
    public static ReplaySet fromFile(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        if (!file.metadata(FORMAT).equals(FORMAT_1)) {
            throw new UnusableFileException(
                    "replay set of format " + file.metadata(FORMAT) + "; this release reads format " + FORMAT_1);
        }
        try {
            LabelledRows rows = LabelledRows.from(file, "");
            LabelledRows heldOut = file.tensors().containsKey(HELD_OUT + "embeddings")
                    ? LabelledRows.from(file, HELD_OUT)
                    : noRows(rows.rows().columns());
            return new ReplaySet(rows, heldOut, Integer.parseInt(file.metadata("classes")));
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
        rows.addTo(tensors, "");
        if (heldOut.size() > 0) {
            heldOut.addTo(tensors, HELD_OUT);
        }
        return new TensorFile(Map.of(FORMAT, FORMAT_1, "classes", Integer.toString(classes)), tensors).toBytes();
    }

    public int dimensions() {
        return rows.rows().columns();
    }
}
