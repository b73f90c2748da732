package dev.pentimento.learning.image.file;

import java.awt.image.BufferedImage;

/** Palettes and packed pixels, as red, green, blue and opacity with 8 bits each; transparency is composed on black. */
final class PackedRows extends PixelRows {
    private final BufferedImage image;
    private final int[] pixels;

    PackedRows(BufferedImage image) {
        super(image.getWidth(), image.getHeight(), 3);
        this.image = image;
        this.pixels = new int[image.getWidth()];
    }

    @Override
    void read(int y) {
        image.getRGB(0, y, width(), 1, pixels, 0, width());
    }

    @Override
    public void write(int channel, float[] to, int at, int step) {
        int shift = 16 - 8 * channel;
        for (int x = 0; x < width(); x++) {
            int pixel = pixels[x];
            to[at + x * step] = ImageFile.OF_BYTE[pixel >> shift & 0xff] * ImageFile.OF_BYTE[pixel >>> 24];
        }
    }
}
