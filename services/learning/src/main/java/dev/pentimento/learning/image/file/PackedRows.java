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
    void read(int y, float[][] row) {
        image.getRGB(0, y, width(), 1, pixels, 0, width());
        for (int x = 0; x < width(); x++) {
            int pixel = pixels[x];
            float opacity = (pixel >>> 24) / 255f;
            row[0][x] = (pixel >> 16 & 0xff) / 255f * opacity;
            row[1][x] = (pixel >> 8 & 0xff) / 255f * opacity;
            row[2][x] = (pixel & 0xff) / 255f * opacity;
        }
    }
}
