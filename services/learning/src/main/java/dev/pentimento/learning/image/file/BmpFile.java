package dev.pentimento.learning.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A BMP file. Its header is checked before it is passed to Java's reader, which trusts every size and reads nested
 * files.
 */
final class BmpFile extends ImageFile {
    private static final int FILE_HEADER = 14;
    private static final int OLD_HEADER = 12;
    private static final int HEADER = 40;
    private static final int RUN_LENGTH_8 = 1;
    private static final int RUN_LENGTH_4 = 2;
    private static final int BIT_FIELDS = 3;

    private final byte[] content;
    private final int bits;
    private final int compression;

    private BmpFile(byte[] content, int width, int height, int channels, int bits, int compression) throws IOException {
        super(ImageFormat.BMP, width, height, channels);
        this.content = content;
        this.bits = bits;
        this.compression = compression;
    }

    static BmpFile of(byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int size = content.length < FILE_HEADER + HEADER ? 0 : bytes.getInt(FILE_HEADER);
        boolean old = size == OLD_HEADER;
        if (size < HEADER && !old) {
            throw new IOException("it does not begin with a header");
        }
        int compression = old ? 0 : bytes.getInt(30);
        if (compression < 0 || compression > BIT_FIELDS) {
            throw new UnsupportedImageException(
                    "its compression " + compression + " is not supported; save it without, or as PNG");
        }
        int width = old ? bytes.getShort(18) & 0xffff : bytes.getInt(18);
        int height = old ? bytes.getShort(20) & 0xffff : Math.abs(bytes.getInt(22)); // negative: from top to bottom
        int bits = bytes.getShort(old ? 24 : 28);
        if (bits < 1 || bits > 32) {
            throw new IOException("it has " + bits + " bits per pixel");
        }
        long stored = ((long) width * bits + 31) / 32 * 4 * height;
        if (!isRunLength(compression) && stored > content.length) {
            throw new IOException("it ends early: " + width + " x " + height + " pixels of " + bits + " bits are "
                    + stored + " bytes");
        }
        int channels = ImageReaders.storesGrey(ImageFormat.BMP, content) ? 1 : 3;
        return new BmpFile(content, width, height, channels, bits, compression);
    }

    private static boolean isRunLength(int compression) {
        return compression == RUN_LENGTH_8 || compression == RUN_LENGTH_4;
    }

    @Override
    public long bytes() {
        long pixel = bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 24 ? 3 : 4;
        long copy = isRunLength(compression) ? content.length : 0;
        return (long) width() * height() * pixel + copy + (long) width() * Integer.BYTES * 3;
    }

    @Override
    String details() {
        return bits + " bits per pixel";
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        ImageReaders.readWhole(ImageFormat.BMP, content, this, stopwatch, target);
    }
}
