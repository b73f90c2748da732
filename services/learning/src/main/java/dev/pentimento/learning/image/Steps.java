package dev.pentimento.learning.image;

/** What becomes of sums after each pass of resizing. */
enum Steps {
    /** They stay as they are: for a filter without negative weights. */
    EXACT {
        @Override
        void enter(float[] lines, int line, int step) {}

        @Override
        void between(float[] row) {}

        @Override
        void leave(float[] row) {}
    },

    /** They are clipped to 0..1. */
    CLIPPED {
        @Override
        void enter(float[] lines, int line, int step) {}

        @Override
        void between(float[] row) {
            for (int x = 0; x < row.length; x++) {
                row[x] = Math.max(0, Math.min(1, row[x]));
            }
        }

        @Override
        void leave(float[] row) {
            between(row);
        }
    },

    /** They are rounded to whole levels of 0..255, halves up, as in PIL. Sums of whole levels have exact halves. */
    WHOLE {
        @Override
        void enter(float[] lines, int line, int step) {
            for (int at = line; at < lines.length; at += step) {
                lines[at] = (float) Math.rint(lines[at] * WHITE);
            }
        }

        @Override
        void between(float[] row) {
            for (int x = 0; x < row.length; x++) {
                row[x] = Math.max(0, Math.min(WHITE, (float) Math.floor(row[x] + 0.5f)));
            }
        }

        @Override
        void leave(float[] row) {
            between(row);
            for (int x = 0; x < row.length; x++) {
                row[x] /= WHITE;
            }
        }
    };

    private static final float WHITE = 255;

    /** Before the first pass: values of one line, in 0..1, at {@code line}, {@code line + step} and so on. */
    abstract void enter(float[] lines, int line, int step);

    /** After the first pass. */
    abstract void between(float[] row);

    /** After the second pass; leaves values in 0..1. */
    abstract void leave(float[] row);
}
