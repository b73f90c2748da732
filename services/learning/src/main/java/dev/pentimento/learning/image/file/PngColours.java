package dev.pentimento.learning.image.file;

import java.io.IOException;

/**
 * Converts the samples of PNG rows to grey, or to red, green and blue. Transparency is composed on black: colour times
 * opacity. The colour of a transparent pixel is arbitrary and must not reach a network; black is the background of the
 * image sets for which this software is used.
 */
final class PngColours {
    private final PngHeader header;
    /** Red, green and blue for each sample value; empty if samples are used directly. */
    private final float[][] table;
    /** Opacities of the current row. */
    private float[] opacity = {};

    private PngColours(PngHeader header, float[][] table) {
        this.header = header;
        this.table = table;
    }

    /**
     * @param palette red, green, blue of each entry
     * @param opacities of the first entries
     */
    static PngColours of(PngHeader header, byte[] palette, byte[] opacities) throws IOException {
        if (header.colour() == PngHeader.PALETTE) {
            if (palette.length < 3) {
                throw new IOException("it has no palette");
            }
            return new PngColours(header, palette(1 << header.bits(), palette, opacities));
        }
        return new PngColours(header, header.bits() < 8 ? greys(1 << header.bits()) : new float[0][]);
    }

    /** A value beyond the palette is mapped to the last entry. */
    private static float[][] palette(int values, byte[] palette, byte[] opacities) {
        float[][] table = new float[values][3];
        for (int value = 0; value < values; value++) {
            int entry = Math.min(value, palette.length / 3 - 1);
            float opacity = value < opacities.length ? ImageFile.OF_BYTE[opacities[value] & 0xff] : 1;
            for (int channel = 0; channel < 3; channel++) {
                table[value][channel] = ImageFile.OF_BYTE[palette[3 * entry + channel] & 0xff] * opacity;
            }
        }
        return table;
    }

    private static float[][] greys(int values) {
        float[][] table = new float[values][3];
        for (int value = 0; value < values; value++) {
            float grey = ImageFile.OF_BYTE[value * 255 / (values - 1)];
            table[value] = new float[] {grey, grey, grey};
        }
        return table;
    }

    int channels() {
        return table.length > 0 || header.bands() > 2 ? 3 : 1;
    }

    /** @param samples one byte per sample, or two for 16-bit samples */
    void convert(byte[] samples, int width, float[][] row) {
        if (table.length > 0) {
            for (int x = 0; x < width; x++) {
                float[] colour = table[samples[x] & 0xff];
                row[0][x] = colour[0];
                row[1][x] = colour[1];
                row[2][x] = colour[2];
            }
            return;
        }
        int bands = header.bands();
        for (int channel = 0; channel < row.length; channel++) {
            band(samples, channel, bands, width, row[channel]);
        }
        if (bands == 2 || bands == 4) {
            opacity = opacity.length < width ? new float[width] : opacity;
            band(samples, bands - 1, bands, width, opacity);
            for (float[] channel : row) {
                for (int x = 0; x < width; x++) {
                    channel[x] *= opacity[x];
                }
            }
        }
    }

    private void band(byte[] samples, int band, int bands, int width, float[] to) {
        if (header.bits() == 8) {
            for (int x = 0, at = band; x < width; x++, at += bands) {
                to[x] = ImageFile.OF_BYTE[samples[at] & 0xff];
            }
        } else {
            for (int x = 0, at = 2 * band; x < width; x++, at += 2 * bands) {
                to[x] = ((samples[at] & 0xff) << 8 | samples[at + 1] & 0xff) / 65535f;
            }
        }
    }
}
