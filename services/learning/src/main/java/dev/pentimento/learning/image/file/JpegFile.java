package dev.pentimento.learning.image.file;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file (ITU-T T.81). Java's reader decodes it row by row into a raster that stores no rows. If the file has
 * several scans, the reader's native part holds all coefficients, two bytes each. Images in print colours, or with a
 * colour profile that must be converted, are held whole.
 */
final class JpegFile extends ImageFile {
    /** Common encoders write at most ten. Each scan takes time for the whole image, even if it has only a few bytes. */
    private static final int MOST_SCANS = 100;

    private static final int PRINT_COLOURS = 4;
    private static final long COEFFICIENTS_OF_A_BLOCK = 64 * 2;
    /** Buffers of the native part: a few rows of blocks and of samples. */
    private static final long ROWS_HELD = 64;

    private final JpegHeader header;
    private final byte[] content;

    private JpegFile(JpegHeader header, byte[] content) throws IOException {
        super(ImageFormat.JPEG, header.width(), header.height(), header.components() == 1 ? 1 : 3);
        this.header = header;
        this.content = content;
    }

    static JpegFile of(byte[] content) throws IOException {
        JpegHeader header = JpegHeader.of(content);
        int components = header.components();
        if (components != 1 && components != 3 && components != PRINT_COLOURS) {
            throw new IOException("it has " + components + " components");
        }
        if (header.scans() > MOST_SCANS) {
            throw new IOException(
                    "it has " + header.scans() + " scans, more than the " + MOST_SCANS + " that are read");
        }
        return new JpegFile(header, content);
    }

    @Override
    public long bytes() {
        long row = (long) width() * header.components();
        long coefficients = header.scans() > 1 ? header.blocks() * COEFFICIENTS_OF_A_BLOCK : 0;
        long image = header.components() == PRINT_COLOURS ? row * height() : header.profile() ? 2 * row * height() : 0;
        return row * (ROWS_HELD + Integer.BYTES) + coefficients + image;
    }

    @Override
    String details() {
        return header.components() + (header.components() == 1 ? " band" : " bands") + " of 8 bits"
                + (header.scans() > 1 ? ", " + header.scans() + " scans" : "")
                + (header.profile() ? ", a colour profile" : "");
    }

    @Override
    byte[] content() {
        return content;
    }

    @Override
    void readRows(RowTarget target, Stopwatch stopwatch) throws IOException {
        if (header.profile() && header.components() != PRINT_COLOURS) {
            ImageReaders.readWhole(ImageFormat.JPEG, content, this, stopwatch, target);
            return;
        }
        ImageReaders.read(ImageFormat.JPEG, content, stopwatch, reader -> {
            if (reader.getWidth(0) != width() || reader.getHeight(0) != height()) {
                throw new IOException("it has two headers that differ");
            }
            if (header.components() == PRINT_COLOURS) {
                new PrintRows(reader.readRaster(0, null), header).copyTo(target);
                return;
            }
            stream(reader, target, stopwatch);
        });
    }

    private void stream(ImageReader reader, RowTarget target, Stopwatch stopwatch) throws IOException {
        // The reader's own default, so that it converts colours as usual.
        ColorModel model = reader.getImageTypes(0).next().getColorModel();
        PassingRaster raster = new PassingRaster(
                model.createCompatibleSampleModel(width(), 1),
                width(),
                height(),
                channels(),
                header.scans(),
                target,
                stopwatch);
        ImageReadParam into = reader.getDefaultReadParam();
        into.setDestination(new BufferedImage(model, raster, false, null));
        reader.read(0, into);
        raster.requireLast();
    }

    /**
     * Forwards each row that is set and stores none. Each scan sets all rows again; the rows of the last scan count.
     */
    private static final class PassingRaster extends WritableRaster {
        private final int scans;
        private final RowTarget target;
        private final Stopwatch stopwatch;
        private final float[][] row;
        private byte @Nullable [] samples;
        private int scan = 1;
        private int next;

        /** @param oneRow a single row with all properties that readers request from an image */
        PassingRaster(
                SampleModel oneRow,
                int width,
                int height,
                int channels,
                int scans,
                RowTarget target,
                Stopwatch stopwatch) {
            super(oneRow, new DataBufferByte(width * channels), new Point());
            this.height = height;
            this.scans = scans;
            this.target = target;
            this.stopwatch = stopwatch;
            this.row = new float[channels][width];
        }

        @Override
        public void setRect(int dx, int dy, Raster source) {
            if (next == height) {
                scan++;
                next = 0;
            }
            if (dx != 0 || dy != next || source.getWidth() != width || source.getHeight() != 1) {
                throw new IllegalStateException("the reader does not supply whole rows in order");
            }
            stopwatch.count((long) width * row.length);
            if (scan == scans) {
                pass(source);
            }
            next++;
        }

        private void pass(Raster source) {
            byte[] read = (byte[]) source.getDataElements(source.getMinX(), source.getMinY(), width, 1, samples);
            samples = read;
            for (int channel = 0; channel < row.length; channel++) {
                float[] values = row[channel];
                for (int x = 0, at = channel; x < values.length; x++, at += row.length) {
                    values[x] = OF_BYTE[read[at] & 0xff];
                }
            }
            target.take(next, row);
        }

        void requireLast() throws IOException {
            if (next != height || scan != scans) {
                throw new IOException("it ends at row " + next + " of scan " + scan + " of " + scans);
            }
        }
    }
}
