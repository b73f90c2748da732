package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.JpegHeader;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

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
        super(
                ImageFormat.JPEG,
                header.width(),
                header.height(),
                header.components() == 1 ? 1 : 3,
                header.orientation());
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
        List<String> warnings = ImageReaders.read(ImageFormat.JPEG, content, stopwatch, reader -> {
            if (reader.getWidth(0) != width() || reader.getHeight(0) != height()) {
                throw new IOException("it has two headers that differ");
            }
            if (header.components() == PRINT_COLOURS) {
                new PrintRows(reader.readRaster(0, null), header).copyTo(target);
                return;
            }
            stream(reader, target, stopwatch);
        });
        warn(warnings);
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
}
