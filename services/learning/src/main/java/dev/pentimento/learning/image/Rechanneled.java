package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.RowTarget;

/** Converts grey to three equal channels, or colour to its luma (ITU-R BT.601). */
final class Rechanneled implements RowTarget {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final RowTarget target;
    private final float[][] changed;

    /** @param wanted channels, 1 or 3 */
    private Rechanneled(RowTarget target, int wanted, int width) {
        this.target = target;
        this.changed = new float[wanted][wanted == 1 ? width : 0];
    }

    /** A target for the rows of {@code image}, which forwards them to a target with the wanted number of channels. */
    static RowTarget to(RowTarget target, int wanted, ImageFile image) {
        return wanted == image.channels() ? target : new Rechanneled(target, wanted, image.width());
    }

    @Override
    public void take(int y, float[][] row) {
        if (changed.length == 3) {
            changed[0] = row[0];
            changed[1] = row[0];
            changed[2] = row[0];
        } else {
            float[] luma = changed[0];
            for (int x = 0; x < luma.length; x++) {
                luma[x] = RED * row[0][x] + GREEN * row[1][x] + BLUE * row[2][x];
            }
        }
        target.take(y, changed);
    }
}
