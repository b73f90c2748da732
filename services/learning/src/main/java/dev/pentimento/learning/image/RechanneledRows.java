package dev.pentimento.learning.image;

/** Grey as three equal channels, or colour as its luma. */
final class RechanneledRows implements PixelRows {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final PixelRows source;
    private final int channels;
    private final float[][] sourceRow;

    RechanneledRows(PixelRows source, int channels) {
        this.source = source;
        this.channels = channels;
        this.sourceRow = new float[source.channels()][source.width()];
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int height() {
        return source.height();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void read(int y, float[][] row) {
        source.read(y, sourceRow);
        int width = width();
        if (channels == 3) {
            for (float[] channel : row) {
                System.arraycopy(sourceRow[0], 0, channel, 0, width);
            }
            return;
        }
        for (int x = 0; x < width; x++) {
            row[0][x] = RED * sourceRow[0][x] + GREEN * sourceRow[1][x] + BLUE * sourceRow[2][x];
        }
    }
}
