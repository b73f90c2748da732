package dev.pentimento.learning.image.file;

import java.awt.Point;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Forwards each row that a reader sets and stores none. Each scan sets all rows again; the rows of the last scan count.
 */
final class PassingRaster extends WritableRaster {
    private final int channels;
    private final int[] bands;
    private final int scans;
    private final RowTarget target;
    private final Stopwatch stopwatch;
    private int scan = 1;
    private int next;

    /** @param oneRow a single row with all properties that readers request from an image */
    PassingRaster(
            SampleModel oneRow, int width, int height, int channels, int scans, RowTarget target, Stopwatch stopwatch) {
        super(oneRow, new DataBufferByte(width * channels), new Point());
        this.height = height;
        this.channels = channels;
        this.bands = IntStream.range(0, channels).toArray();
        this.scans = scans;
        this.target = target;
        this.stopwatch = stopwatch;
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
        stopwatch.count((long) width * channels);
        if (scan == scans) {
            byte[] samples = samples(source);
            target.take(next, (channel, to, at, step) -> write(samples, channel, to, at, step));
        }
        next++;
    }

    /** The reader's own buffer, without a copy: one byte for each channel of each pixel. */
    private byte[] samples(Raster source) {
        if (source.getDataBuffer() instanceof DataBufferByte buffer
                && source.getSampleModel() instanceof PixelInterleavedSampleModel model
                && Arrays.equals(model.getBandOffsets(), bands)
                && model.getPixelStride() == channels) {
            return buffer.getData();
        }
        throw new IllegalStateException("the reader does not supply its pixels byte by byte");
    }

    private void write(byte[] samples, int channel, float[] to, int at, int step) {
        for (int x = 0; x < width; x++) {
            to[at + x * step] = ImageFile.OF_BYTE[samples[x * channels + channel] & 0xff];
        }
    }

    void requireLast() throws IOException {
        if (next != height || scan != scans) {
            throw new IOException("it ends at row " + next + " of scan " + scan + " of " + scans);
        }
    }
}
