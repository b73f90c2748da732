package dev.pentimento.learning.training;

import java.util.stream.IntStream;

/**
 * Some rows of a source.
 *
 * @param rows their numbers in {@code all}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LabelledPart(LabelledSource all, int[] rows, int[] labels) implements LabelledSource {
    LabelledPart(LabelledSource all, int[] rows) {
        this(all, rows, chosen(all.labels(), rows));
    }

    @Override
    public int columns() {
        return all.columns();
    }

    @Override
    public LabelledRows select(int[] wanted) {
        return all.select(chosen(rows, wanted));
    }

    private static int[] chosen(int[] from, int[] wanted) {
        return IntStream.of(wanted).map(row -> from[row]).toArray();
    }
}
