package dev.pentimento.learning.image.file;

import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG with four print colours (cyan, magenta, yellow, key) as red, green, blue: {@code (1 - ink)·(1 - key)}, without
 * a colour profile, as in PIL. With an Adobe marker they are stored inverted, the three inks perhaps as luma and chroma
 * (YCCK; ITU-T T.871 for the transform).
 */
final class PrintRows extends PixelRows {
    private final Raster raster;
    private final JpegHeader header;
    private int @Nullable [] samples;

    PrintRows(Raster raster, JpegHeader header) {
        super(raster.getWidth(), raster.getHeight(), 3);
        this.raster = raster;
        this.header = header;
    }

    @Override
    void read(int y, float[][] row) {
        int[] stored = raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
        samples = stored;
        for (int x = 0, at = 0; x < width(); x++, at += 4) {
            if (header.yccTransform()) {
                fromYcc(stored, at);
            }
            float light = light(stored[at + 3], header.adobe());
            for (int channel = 0; channel < 3; channel++) {
                row[channel][x] = light(stored[at + channel], header.adobe()) * light;
            }
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
