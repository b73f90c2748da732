package dev.pentimento.learning.image;

import dev.pentimento.learning.image.header.Orientation;

/** Which part of an image, and in which size, is the input of a network. */
record Frame(Axis rows, Axis columns) {
    /** The same for the image as it is stored, which is turned afterwards. */
    Frame stored(Orientation orientation) {
        Axis down = orientation.swapsSides() ? columns : rows;
        Axis across = orientation.swapsSides() ? rows : columns;
        return new Frame(
                orientation.reversesRows() ? down.reverse() : down,
                orientation.reversesColumns() ? across.reverse() : across);
    }

    boolean isCopy() {
        return rows.isCopy() && columns.isCopy();
    }

    /** Whether nothing is padded. */
    boolean isFull() {
        return rows.isFull() && columns.isFull();
    }

    int height() {
        return rows.to();
    }

    int width() {
        return columns.to();
    }
}
