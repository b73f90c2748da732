package dev.pentimento.learning.image;

import java.awt.image.BufferedImage;

/** Palettes and packed pixels, as red, green, blue and opacity of 8 bits; transparency composed on black. */
final class PackedRows implements PixelRows {
    private final BufferedImage image;
    private final int[] pixels;

    PackedRows(BufferedImage image) {
        this.image = image;
        this.pixels = new int[image.getWidth()];
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public void read(int y, float[][] row) {
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
