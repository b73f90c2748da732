package dev.pentimento.learning.image.file;

import com.sun.management.ThreadMXBean;
import dev.pentimento.learning.image.header.Opacity;
import dev.pentimento.learning.image.header.WebpParts;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageReadParam;
import org.jspecify.annotations.Nullable;

/**
 * A WebP file (RFC 9649), lossy or lossless; of an animation, the first frame on its canvas, which is black elsewhere. The
 * reader gets the chunks of that frame only. It applies whatever transformations a file declares, as often as the file
 * declares them, so its time and its memory are watched while it reads and while it writes pixels.
 */
final class WebpFile extends ImageFile {
    /** A byte of the file may declare a transformation of the whole image. */
    private static final int WORK_OF_A_BYTE = 256;
    /** Four bytes for the pixel; the rest is for transformations and tables. Measured: 32 bytes, most of them short-lived. */
    private static final int BYTES_OF_A_LOSSLESS_PIXEL = 40;
    /** Three bytes for the pixel, one for its opacity, and the modes of its block. */
    private static final int BYTES_OF_A_LOSSY_PIXEL = 6;
    /** Blocks of three rows, as objects. */
    private static final int BYTES_OF_A_LOSSY_COLUMN = 2048;
    /** What the first images allocate once for all. */
    private static final long SLACK = 16L << 20;

    private final byte[] content;
    private final WebpParts parts;

    private WebpFile(byte[] content, WebpParts parts) throws IOException {
        super(ImageFormat.WEBP, parts.width(), parts.height(), 3, parts.orientation());
        this.content = content;
        this.parts = parts;
    }

    static WebpFile of(byte[] content) throws IOException {
        return new WebpFile(content, WebpParts.of(content));
    }

    @Override
    public long bytes() {
        long pixels = (long) parts.frameWidth() * parts.frameHeight();
        long lossless = pixels * BYTES_OF_A_LOSSLESS_PIXEL;
        long lossy = pixels * BYTES_OF_A_LOSSY_PIXEL + (long) parts.frameWidth() * BYTES_OF_A_LOSSY_COLUMN;
        Opacity opacity = parts.opacity();
        boolean both = opacity != null && opacity.file() != null;
        return parts.file().length + (parts.lossless() ? lossless : both ? lossless + lossy : lossy);
    }

    @Override
    String details() {
        return (parts.lossless() ? "lossless" : "lossy") + (parts.opaque() ? "" : ", with transparency");
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        byte[] opacity = opacity(stopwatch);
        WritableRaster raster = decoded(parts.file(), parts.lossless(), stopwatch);
        RowTarget screen =
                new ScreenRows(target, stopwatch, width(), height(), parts.left(), parts.top(), parts.frameHeight());
        StoredRows.of(image(parts.opaque() && parts.lossless() ? withoutOpacity(raster) : raster))
                .copyTo(opacity == null ? screen : (y, row) -> screen.take(y, faded(row, opacity, y)));
    }

    private byte @Nullable [] opacity(Stopwatch stopwatch) throws IOException {
        Opacity opacity = parts.opacity();
        if (opacity == null) {
            return null;
        }
        byte[] values = opacity.file() == null
                ? Objects.requireNonNull(opacity.plain())
                : green(decoded(opacity.file(), true, stopwatch));
        opacity.undoFilter(values, parts.frameWidth());
        return values;
    }

    private static byte[] green(WritableRaster raster) {
        byte[] green = new byte[raster.getWidth() * raster.getHeight()];
        for (int i = 0; i < green.length; i++) {
            green[i] = (byte) raster.getSample(i % raster.getWidth(), i / raster.getWidth(), 1);
        }
        return green;
    }

    /** Only lossless files can make the reader allocate as much as they like. */
    private WritableRaster decoded(byte[] file, boolean lossless, Stopwatch stopwatch) throws IOException {
        WritableRaster raster = raster(lossless ? 4 : 3, stopwatch);
        BytesInput input = lossless
                ? new WatchedInput(file, stopwatch, bytes() + SLACK)
                : new BytesInput(file, stopwatch, WORK_OF_A_BYTE);
        List<String> warnings = ImageReaders.read(ImageFormat.WEBP, input, reader -> {
            ImageReadParam into = reader.getDefaultReadParam();
            into.setDestination(image(raster));
            reader.read(0, into);
        });
        // It warns where it gives up a part of the image.
        if (!warnings.isEmpty()) {
            throw new IOException(warnings.get(0));
        }
        return raster;
    }

    private static WritableRaster withoutOpacity(WritableRaster raster) {
        return raster.createWritableChild(0, 0, raster.getWidth(), raster.getHeight(), 0, 0, new int[] {0, 1, 2});
    }

    /** Colour times opacity, as everywhere. */
    private PixelRow faded(PixelRow row, byte[] opacity, int y) {
        int width = parts.frameWidth();
        return (channel, to, at, step) -> {
            row.write(channel, to, at, step);
            for (int x = 0; x < width; x++) {
                to[at + x * step] *= OF_BYTE[opacity[y * width + x] & 0xff];
            }
        };
    }

    private WritableRaster raster(int bands, Stopwatch stopwatch) {
        int width = parts.frameWidth();
        int height = parts.frameHeight();
        int[] offsets = bands == 3 ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
        return new WritableRaster(
                new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, width, height, bands, width * bands, offsets),
                new CountingBytes(Math.multiplyExact(Math.multiplyExact(width, height), bands), stopwatch),
                new Point()) {};
    }

    private static BufferedImage image(WritableRaster raster) {
        boolean alpha = raster.getNumBands() == 4;
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    /** Counts each access as work: transformations read and write all pixels. */
    private static final class CountingBytes extends DataBuffer {
        private final byte[] bytes;
        private final Stopwatch stopwatch;

        CountingBytes(int size, Stopwatch stopwatch) {
            super(TYPE_BYTE, size);
            this.bytes = new byte[size];
            this.stopwatch = stopwatch;
        }

        @Override
        public int getElem(int bank, int i) {
            stopwatch.count(1);
            return bytes[i] & 0xff;
        }

        @Override
        public void setElem(int bank, int i, int value) {
            stopwatch.count(1);
            bytes[i] = (byte) value;
        }
    }

    /** Stops a reader that allocates more than its image may take. */
    private static final class WatchedInput extends BytesInput {
        private static final int LOOK_EVERY = 64;
        private static final long UNKNOWN = -1;

        private final long limit;
        private int reads;

        WatchedInput(byte[] content, Stopwatch stopwatch, long bytes) {
            super(content, stopwatch, WORK_OF_A_BYTE);
            long now = allocated();
            this.limit = now == UNKNOWN ? Long.MAX_VALUE : now + bytes;
        }

        @Override
        public int read() {
            look();
            return super.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            look();
            return super.read(to, offset, length);
        }

        private void look() {
            reads++;
            if (reads % LOOK_EVERY == 0 && allocated() > limit) {
                throw new IllegalStateException("it takes more memory than an image of its size");
            }
        }

        /** Bytes that this thread has allocated so far, if the virtual machine tells. */
        private static long allocated() {
            return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                    ? threads.getCurrentThreadAllocatedBytes()
                    : UNKNOWN;
        }
    }
}
