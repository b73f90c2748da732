package dev.pentimento.learning.image.file;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/**
 * Samples as stored: one or three with 8 or 16 bits, and optionally one for opacity. {@link BufferedImage#getRGB} is
 * not suitable: it interprets stored grey as linear light and brightens it.
 *
 * <p>Transparency is composed on black: colour times opacity. The colour of a transparent pixel is arbitrary and must
 * not reach a network; black is the background of the image sets for which this software is used.
 */
final class StoredRows extends PixelRows {
    private final Raster raster;
    private final boolean alpha;
    private final float largest;
    private final int[] samples;

    private StoredRows(Raster raster, boolean alpha, int bits) {
        super(raster.getWidth(), raster.getHeight(), raster.getNumBands() - (alpha ? 1 : 0));
        this.raster = raster;
        this.alpha = alpha;
        this.largest = (1 << bits) - 1;
        this.samples = new int[raster.getWidth() * raster.getNumBands()];
    }

    /** The rows of an image created by Java's readers. */
    static PixelRows of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        int channels = model.getNumColorComponents();
        boolean stored = model instanceof ComponentColorModel
                && model.getComponentSize(0) <= 16
                && (channels == 1 || channels == 3)
                && raster.getNumBands() == model.getNumComponents();
        return stored ? new StoredRows(raster, model.hasAlpha(), model.getComponentSize(0)) : new PackedRows(image);
    }

    @Override
    void read(int y) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width(), 1, samples);
    }

    @Override
    public void write(int channel, float[] to, int at, int step) {
        int bands = raster.getNumBands();
        for (int x = 0, from = 0; x < width(); x++, from += bands) {
            float value = samples[from + channel] / largest;
            to[at + x * step] = alpha ? value * (samples[from + bands - 1] / largest) : value;
        }
    }
}
