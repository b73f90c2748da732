package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.TiffTags;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * The first image of a TIFF file (TIFF 6.0): grey, colour or a palette, with up to 16 bits per sample. Its tags are
 * checked before it is passed to Java's reader, which allocates what they declare.
 */
final class TiffFile extends ImageFile {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int STRIPS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILES = 324;
    private static final int TILE_BYTES = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final int UNSIGNED = 1;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    /** None, CCITT's three, LZW, Deflate, PackBits, and the number that Deflate had first. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 8L, 32773L, 32946L);
    /** The image, a strip or tile of that size, and a row of it with one int for each sample. */
    private static final int COPIES = 3;

    private final byte[] content;
    private final int bits;
    private final int samples;
    private final long pixelsHeld;

    private TiffFile(byte[] content, TiffTags tags, int channels, int bits, int samples) throws IOException {
        super(ImageFormat.TIFF, side(tags, WIDTH), side(tags, HEIGHT), channels, tags.orientation());
        this.content = content;
        this.bits = bits;
        this.samples = samples;
        this.pixelsHeld = pixelsHeld(tags);
    }

    static TiffFile of(byte[] content) throws IOException {
        TiffTags tags = TiffTags.of(content);
        int samples = (int) tags.number(SAMPLES, 1);
        if (samples < 1 || samples > 4) {
            throw new UnsupportedImageException("it has " + samples + " samples per pixel; save it as grey or RGB");
        }
        long[] bits = tags.has(BITS) ? tags.numbers(BITS, samples) : new long[] {1};
        int colours = (int) tags.number(COLOURS, BLACK_IS_ZERO);
        requireReadable(tags, samples, bits, colours);
        boolean grey = colours <= BLACK_IS_ZERO && bits[0] >= Byte.SIZE;
        TiffFile file = new TiffFile(content, tags, grey ? 1 : 3, (int) bits[0], samples);
        file.requirePieces(tags);
        return file;
    }

    private static int side(TiffTags tags, int tag) throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, tags.number(tag, 0));
    }

    private static void requireReadable(TiffTags tags, int samples, long[] bits, int colours) throws IOException {
        long compression = tags.number(COMPRESSION, 1);
        if (!COMPRESSIONS.contains(compression)) {
            throw new UnsupportedImageException(
                    "its compression " + compression + " is not supported; save it with LZW or Deflate");
        }
        if (colours > PALETTE) {
            throw new UnsupportedImageException(
                    "its colours (" + colours + ") are not supported; save it as grey or RGB");
        }
        int plain = colours == RGB ? 3 : 1;
        if (samples != plain && samples != plain + 1) {
            throw new IOException("it has " + samples + " samples per pixel, expected " + plain);
        }
        boolean one = colours == RGB ? bits[0] >= Byte.SIZE : bits[0] >= 1;
        if (!one
                || bits[0] > 16
                || Long.bitCount(bits[0]) != 1
                || Arrays.stream(bits).anyMatch(each -> each != bits[0])) {
            throw new UnsupportedImageException(
                    "it has " + Arrays.toString(bits) + " bits per sample; save it with 8 or 16 bits");
        }
        if (tags.has(SAMPLE_FORMAT)
                && Arrays.stream(tags.numbers(SAMPLE_FORMAT, samples)).anyMatch(each -> each != UNSIGNED)) {
            throw new UnsupportedImageException(
                    "its samples are signed or floating-point numbers; save it with 8 or 16 bits, unsigned");
        }
    }

    /** The reader allocates a whole strip or tile, which may be larger than the image. */
    private long pixelsHeld(TiffTags tags) throws IOException {
        long tileWidth = tags.number(TILE_WIDTH, 0);
        long tileHeight = tags.number(TILE_HEIGHT, 0);
        if (Math.max(tileWidth, tileHeight) > LARGEST_SIDE) {
            throw new IOException("its tiles have " + tileWidth + " x " + tileHeight + " pixels");
        }
        return Math.max(width(), tileWidth) * Math.max(height(), tileHeight);
    }

    /** Each strip or tile must lie within the file, and there must be as many as the image takes. */
    private void requirePieces(TiffTags tags) throws IOException {
        boolean tiled = tags.has(TILE_WIDTH);
        long across = tiled ? ceiling(width(), tags.number(TILE_WIDTH, 0)) : 1;
        long down = ceiling(height(), tiled ? tags.number(TILE_HEIGHT, 0) : tags.number(ROWS_PER_STRIP, height()));
        long pieces = across * down * (tags.number(PLANES, 1) == 2 ? samples : 1);
        if (pieces < 1 || pieces > content.length) {
            throw new IOException("it has " + pieces + " strips or tiles");
        }
        long[] offsets = tags.numbers(tiled ? TILES : STRIPS, (int) pieces);
        long[] sizes = tags.numbers(tiled ? TILE_BYTES : STRIP_BYTES, (int) pieces);
        if (offsets.length != pieces || sizes.length != pieces) {
            throw new IOException("it has " + offsets.length + " of " + pieces + " strips or tiles");
        }
        for (int i = 0; i < pieces; i++) {
            if (offsets[i] + sizes[i] > content.length) {
                throw new IOException("it ends early: a strip or tile lies outside the file");
            }
        }
    }

    private static long ceiling(long size, long piece) {
        return piece < 1 ? 0 : (size + piece - 1) / piece;
    }

    @Override
    public boolean isWideGrey() {
        return bits == 16 && channels() == 1;
    }

    @Override
    public long bytes() {
        long pixel = samples * (bits == 16 ? 2L : 1L);
        return COPIES * pixelsHeld * pixel + content.length + (long) width() * samples * Integer.BYTES;
    }

    @Override
    String details() {
        return samples + (samples == 1 ? " band of " : " bands of ") + bits + " bits";
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        ImageReaders.readWhole(ImageFormat.TIFF, content, this, stopwatch, target);
    }
}
