package dev.pentimento.learning.training;

import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * Images or embeddings with their classes.
 *
 * @param rows n×columns
 * @param labels n class numbers from zero
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, as the matrix is; never compared.
public record LabelledRows(FloatMatrix rows, int[] labels) implements LabelledSource {
    private static final String EMBEDDINGS = "embeddings";
    private static final String LABELS = "labels";

    public LabelledRows {
        if (rows.rows() != labels.length) {
            throw new IllegalArgumentException(rows.rows() + " rows have " + labels.length + " labels");
        }
    }

    /**
     * Reads what {@link #addTo} added; throws IllegalArgumentException or ArithmeticException if the two do not match.
     */
    public static LabelledRows from(TensorFile file, String prefix) {
        Tensor embeddings = file.tensor(prefix + EMBEDDINGS);
        long[] shape = embeddings.shape();
        long[] labels = file.tensor(prefix + LABELS).longs();
        if (shape.length != 2) {
            throw new IllegalArgumentException(embeddings + " are not rows");
        }
        FloatMatrix rows = new FloatMatrix((int) shape[0], (int) shape[1], embeddings.floats());
        return new LabelledRows(
                rows, Arrays.stream(labels).mapToInt(Math::toIntExact).toArray());
    }

    /** Adds {@code embeddings} F32 n×d and {@code labels} I64 n, with a prefix before their names. */
    public void addTo(Map<String, Tensor> tensors, String prefix) {
        long[] wide = Arrays.stream(labels).asLongStream().toArray();
        tensors.put(prefix + EMBEDDINGS, Tensor.ofFloats(rows.values(), rows.rows(), rows.columns()));
        tensors.put(prefix + LABELS, Tensor.ofLongs(wide, wide.length));
    }

    @Override
    public int columns() {
        return rows.columns();
    }

    /** Copies the given rows, in the given order. */
    @Override
    public LabelledRows select(int[] wanted) {
        int[] selected = new int[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            selected[i] = labels[wanted[i]];
        }
        return new LabelledRows(rows.select(wanted), selected);
    }

    /** The same labels with other rows. */
    public LabelledRows with(FloatMatrix other) {
        return new LabelledRows(other, labels);
    }

    /** These rows, followed by the others, which must have the same number of columns. */
    public LabelledRows and(LabelledRows other) {
        int columns = rows.columns();
        float[] values = Arrays.copyOf(rows.values(), (size() + other.size()) * columns);
        System.arraycopy(other.rows.values(), 0, values, size() * columns, other.size() * columns);
        int[] all = Arrays.copyOf(labels, size() + other.size());
        System.arraycopy(other.labels, 0, all, size(), other.size());
        return new LabelledRows(new FloatMatrix(all.length, columns, values), all);
    }

    @Override
    public LabelledRows requireUsable(String what, int classes) {
        LabelledSource.super.requireUsable(what, classes);
        requireFinite(what, rows);
        return this;
    }

    /** @throws IllegalArgumentException naming the row, if a value is not finite */
    static void requireFinite(String what, FloatMatrix rows) {
        for (int i = 0; i < rows.values().length; i++) {
            if (!Float.isFinite(rows.values()[i])) {
                throw new IllegalArgumentException(what + ": row " + i / rows.columns() + " holds " + rows.values()[i]);
            }
        }
    }
}
