package dev.pentimento.learning.image.file;

import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Java's readers, with a new one for each image: a reader keeps its last image, and the JPEG reader would decode a file
 * without tables using those of the previous file. Bytes are read from memory; nothing here opens a file or a
 * connection.
 */
final class ImageReaders {
    /** Finding the reader provider costs more than reading a small image; creating a reader then costs little. */
    private static final Map<ImageFormat, ImageReaderSpi> MAKERS = new ConcurrentHashMap<>();

    static {
        ImageIO.setUseCache(false);
    }

    private static final int MOST_WARNINGS = 4;

    private ImageReaders() {}

    /** Work with a reader whose input is set. */
    interface Reading {
        void with(ImageReader reader) throws IOException;
    }

    /**
     * Reads {@code content}.
     *
     * @return warnings of the reader
     */
    static List<String> read(ImageFormat format, byte[] content, Stopwatch stopwatch, Reading reading)
            throws IOException {
        return read(format, new BytesInput(content, stopwatch, BytesInput.WORK), reading);
    }

    /**
     * Reads and closes {@code bytes}.
     *
     * @return warnings of the reader
     */
    static List<String> read(ImageFormat format, BytesInput bytes, Reading reading) throws IOException {
        List<String> warnings = new ArrayList<>();
        boolean[] early = new boolean[1];
        ImageReader reader = MAKERS.computeIfAbsent(format, ImageReaders::maker).createReaderInstance();
        try (ImageInputStream input = bytes) {
            reader.addIIOReadWarningListener((source, message) -> {
                if (warnings.size() < MOST_WARNINGS) {
                    warnings.add(message);
                }
                early[0] |= message.toLowerCase(Locale.ROOT).contains("premature end");
            });
            reader.setInput(input, true, true);
            reading.with(reader);
            // If its data ends early, the JPEG reader fills the rest with grey and only warns.
            if (early[0]) {
                throw new IOException("its data ends early");
            }
            return warnings;
        } finally {
            reader.dispose();
        }
    }

    private static ImageReaderSpi maker(ImageFormat format) {
        return ImageIO.getImageReadersByFormatName(format.name()).next().getOriginatingProvider();
    }

    /** Whether an image of this format has one band, by its header. */
    static boolean storesGrey(ImageFormat format, byte[] content) throws IOException {
        boolean[] grey = new boolean[1];
        read(format, content, Stopwatch.none(), reader -> {
            ColorModel model = reader.getImageTypes(0).next().getColorModel();
            grey[0] = model instanceof ComponentColorModel && model.getNumColorComponents() == 1;
        });
        return grey[0];
    }

    /** Reads an image whose rows cannot be read one by one. */
    static void readWhole(ImageFormat format, byte[] content, ImageFile image, Stopwatch stopwatch, RowTarget target)
            throws IOException {
        List<String> warnings = read(format, content, stopwatch, reader -> {
            PixelRows rows = StoredRows.of(reader.read(0));
            requireSize(rows, image.width(), image.height(), image.channels());
            rows.copyTo(target);
        });
        image.warn(warnings);
    }

    /** @throws IOException if the pixels are not those that the header declares */
    static void requireSize(PixelRows rows, int width, int height, int channels) throws IOException {
        if (rows.width() != width || rows.height() != height || rows.channels() != channels) {
            throw new IOException("it is " + rows.width() + " x " + rows.height() + " pixels of " + rows.channels()
                    + " channels, but its header says " + width + " x " + height + " of " + channels);
        }
    }
}
