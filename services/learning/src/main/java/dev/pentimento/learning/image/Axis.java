package dev.pentimento.learning.image;

/**
 * What becomes of the lines of an image in one direction: they are resized, then cut or padded.
 *
 * @param from pixels of a line of the image
 * @param scaled pixels after resizing; a side that is cut off may be longer than an array
 * @param skipped pixels of the resized line before the first one that is used
 * @param taken pixels of the resized line that are used
 * @param at where the first of them is in the result
 * @param to pixels of a line of the result
 * @param reversed whether the line is stored from its end to its beginning
 */
record Axis(int from, long scaled, long skipped, int taken, int at, int to, boolean reversed) {
    /** The line is resized to the result's length. */
    static Axis resized(int from, int to) {
        return new Axis(from, to, 0, to, 0, to, false);
    }

    /** Both ends are cut off, or padded, as torchvision's {@code center_crop} does: halves are rounded to even numbers. */
    static Axis centred(int from, long scaled, int to) {
        if (scaled < to) {
            int taken = (int) scaled;
            return new Axis(from, scaled, 0, taken, (to - taken) / 2, to, false);
        }
        return new Axis(from, scaled, (long) Math.rint((scaled - to) / 2.0), to, 0, to, false);
    }

    /** Both ends are cut off, or padded, as Hugging Face's {@code center_crop} does: halves are rounded down. */
    static Axis centredDown(int from, long scaled, int to) {
        if (scaled < to) {
            int taken = (int) scaled;
            return new Axis(from, scaled, 0, taken, (to - taken + 1) / 2, to, false);
        }
        return new Axis(from, scaled, (scaled - to) / 2, to, 0, to, false);
    }

    /** Both ends are padded, as PIL's {@code ImageOps.pad} does: halves are rounded to even numbers. */
    static Axis padded(int from, int scaled, int to) {
        return new Axis(from, scaled, 0, scaled, (int) Math.rint((to - scaled) * 0.5), to, false);
    }

    /** The same for a line that is stored in the other direction. */
    Axis reverse() {
        return new Axis(from, scaled, scaled - skipped - taken, taken, to - at - taken, to, !reversed);
    }

    /** Whether the line stays as it is. */
    boolean isCopy() {
        return from == scaled && isFull() && skipped == 0 && taken == scaled;
    }

    /** Whether nothing is padded. */
    boolean isFull() {
        return taken == to;
    }
}
