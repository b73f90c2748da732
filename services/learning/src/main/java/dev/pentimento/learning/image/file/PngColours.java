package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.PngHeader;
import java.io.IOException;

/**
 * Converts the samples of PNG rows to grey, or to red, green and blue. Transparency is composed on black: colour times
 * opacity. The colour of a transparent pixel is arbitrary and must not reach a network; black is the background of the
 * image sets for which this software is used.
 */
final class PngColours {
    private final PngHeader header;
    /** For red, green and blue, the values of all samples; empty if samples are used directly. */
    private final float[][] table;

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
        float[][] table = new float[3][values];
        for (int value = 0; value < values; value++) {
            int entry = Math.min(value, palette.length / 3 - 1);
            float opacity = value < opacities.length ? ImageFile.OF_BYTE[opacities[value] & 0xff] : 1;
            for (int channel = 0; channel < 3; channel++) {
                table[channel][value] = ImageFile.OF_BYTE[palette[3 * entry + channel] & 0xff] * opacity;
            }
        }
        return table;
    }

    private static float[][] greys(int values) {
        float[] table = new float[values];
        for (int value = 0; value < values; value++) {
            table[value] = ImageFile.OF_BYTE[value * 255 / (values - 1)];
        }
        return new float[][] {table, table, table};
    }

    int channels() {
        return table.length > 0 || header.bands() > 2 ? 3 : 1;
    }

    /**
     * Writes a channel of a row.
     *
     * @param samples one byte per sample, or two for 16-bit samples
     */
    void write(byte[] samples, int channel, float[] to, int at, int step) {
        int width = header.width();
        int bands = header.bands();
        if (table.length > 0) {
            float[] values = table[channel];
            for (int x = 0; x < width; x++) {
                to[at + x * step] = values[samples[x] & 0xff];
            }
        } else if (header.bits() == 8) {
            for (int x = 0; x < width; x++) {
                to[at + x * step] = ImageFile.OF_BYTE[samples[x * bands + channel] & 0xff];
            }
        } else {
            for (int x = 0; x < width; x++) {
                to[at + x * step] = wide(samples, x * bands + channel);
            }
        }
        if (bands == 2 || bands == 4) {
            multiply(samples, to, at, step);
        }
    }

    /** Colour times opacity. */
    private void multiply(byte[] samples, float[] to, int at, int step) {
        int bands = header.bands();
        for (int x = 0; x < header.width(); x++) {
            int opacity = (x + 1) * bands - 1;
            to[at + x * step] *=
                    header.bits() == 8 ? ImageFile.OF_BYTE[samples[opacity] & 0xff] : wide(samples, opacity);
        }
    }

    private static float wide(byte[] samples, int index) {
        return ((samples[2 * index] & 0xff) << 8 | samples[2 * index + 1] & 0xff) / 65535f;
    }
}
