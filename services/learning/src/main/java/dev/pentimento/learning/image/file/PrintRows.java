package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.JpegHeader;
import java.awt.image.Raster;

/**
 * A JPEG with four print colours (cyan, magenta, yellow, key) as red, green, blue: {@code (1 - ink)·(1 - key)}, without
 * a colour profile, as in PIL. With an Adobe marker they are stored inverted, the three inks perhaps as luma and chroma
 * (YCCK; ITU-T T.871 for the transform).
 */
final class PrintRows extends PixelRows {
    private static final int INKS = 4;

    private final Raster raster;
    private final JpegHeader header;
    private final int[] samples;

    PrintRows(Raster raster, JpegHeader header) {
        super(raster.getWidth(), raster.getHeight(), 3);
        this.raster = raster;
        this.header = header;
        this.samples = new int[raster.getWidth() * INKS];
    }

    @Override
    void read(int y) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
        if (header.yccTransform()) {
            for (int at = 0; at < samples.length; at += INKS) {
                fromYcc(samples, at);
            }
        }
    }

    @Override
    public void write(int channel, float[] to, int at, int step) {
        for (int x = 0, from = 0; x < width(); x++, from += INKS) {
            float key = light(samples[from + 3], header.adobe());
            to[at + x * step] = light(samples[from + channel], header.adobe()) * key;
        }
    }

    private static float light(int ink, boolean inverted) {
        return (inverted ? ink : 255 - ink) / 255f;
    }

    /** The transform gives red, green, blue; libjpeg, which defines the inks as Adobe does, uses their complement. */
    private static void fromYcc(int[] stored, int at) {
        float luma = stored[at];
        float blue = stored[at + 1] - 128;
        float red = stored[at + 2] - 128;
        stored[at] = 255 - toByte(luma + 1.402f * red);
        stored[at + 1] = 255 - toByte(luma - 0.344136f * blue - 0.714136f * red);
        stored[at + 2] = 255 - toByte(luma + 1.772f * blue);
    }

    private static int toByte(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
