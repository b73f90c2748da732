package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.Orientation;
import dev.pentimento.learning.image.header.PngChunk;
import dev.pentimento.learning.image.header.PngHeader;
import java.io.IOException;

/**
 * A PNG file (ISO/IEC 15948), read row by row: unless it is interlaced, only a few rows are held in memory. Samples are
 * used as stored, regardless of the file's gamma or colour profile. The transparency of palette entries is used; a
 * single transparent colour is ignored.
 */
final class PngFile extends ImageFile {
    private final PngHeader header;
    private final byte[] content;
    private final int dataAt;
    private final PngColours colours;

    private PngFile(PngHeader header, byte[] content, int dataAt, PngColours colours, Orientation orientation)
            throws IOException {
        super(ImageFormat.PNG, header.width(), header.height(), colours.channels(), orientation);
        this.header = header;
        this.content = content;
        this.dataAt = dataAt;
        this.colours = colours;
    }

    /** Reads all chunks before the image data; those that do not affect pixels are skipped. */
    static PngFile of(byte[] content) throws IOException {
        PngChunk chunk = PngChunk.first(content);
        PngHeader header = PngHeader.of(chunk);
        byte[] palette = new byte[0];
        byte[] opacities = new byte[0];
        Orientation orientation = Orientation.UPRIGHT;
        for (chunk = chunk.next(); !chunk.is("IDAT"); chunk = chunk.next()) {
            if (chunk.is("PLTE")) {
                palette = chunk.data(3 * 256);
            } else if (chunk.is("tRNS") && header.colour() == PngHeader.PALETTE) {
                opacities = chunk.data(256);
            } else if (chunk.is("eXIf")) {
                orientation = Orientation.ofExif(content, chunk.dataAt(), chunk.dataAt() + chunk.available());
            } else if (chunk.is("IEND")) {
                throw new IOException("it has no image data");
            }
        }
        return new PngFile(header, content, chunk.at(), PngColours.of(header, palette, opacities), orientation);
    }

    @Override
    public long bytes() {
        long rows = 2L * header.storedBytes(header.width()) + PngPixels.bufferBytes(header);
        long unpacked = header.bits() < 8 ? header.width() : 0;
        long image = header.interlaced() ? header.height() * (header.samplesBytes(header.width()) + 24L) : 0;
        return rows + unpacked + image + PngPixels.INFLATER_BYTES;
    }

    @Override
    public boolean isWideGrey() {
        return header.bits() == 16 && channels() == 1;
    }

    @Override
    String details() {
        return header.bands() + (header.bands() == 1 ? " band of " : " bands of ") + header.bits() + " bits"
                + (header.interlaced() ? ", interlaced" : "");
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        try (PngPixels pixels = new PngPixels(header, new PngChunk(content, dataAt), stopwatch)) {
            if (header.interlaced()) {
                byte[][] image = pixels.interlaced();
                for (int y = 0; y < height(); y++) {
                    stopwatch.count(image[y].length);
                    pass(image[y], y, target);
                }
                return;
            }
            pixels.begin(width(), height());
            for (int y = 0; y < height(); y++) {
                pass(pixels.next(), y, target);
            }
        }
    }

    private void pass(byte[] samples, int y, RowTarget target) {
        target.take(y, (channel, to, at, step) -> colours.write(samples, channel, to, at, step));
    }
}
