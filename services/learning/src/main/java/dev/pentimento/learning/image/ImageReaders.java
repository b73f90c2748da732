package dev.pentimento.learning.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One reader for each format, kept by one thread: finding and making a reader costs more than reading a small image.
 * Bytes are read from memory; nothing here opens a file or a connection.
 */
final class ImageReaders {
    static {
        ImageIO.setUseCache(false);
    }

    private final Map<ImageFormat, ImageReader> readers = new EnumMap<>(ImageFormat.class);
    private @Nullable String warning;

    /** Reads the first image in {@code content}, after its size was found to be allowed. */
    PixelRows read(byte[] content, long largestPixels) throws UndecodableImageException {
        ImageFormat format = ImageFormat.of(content);
        ImageReader reader = readers.computeIfAbsent(format, this::open);
        warning = null;
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(input, true, true);
            requireSize(format, reader.getWidth(0), reader.getHeight(0), largestPixels);
            PixelRows rows = read(reader, format, content);
            if (warning != null) {
                throw new IOException(warning);
            }
            reader.setInput(null);
            return rows;
        } catch (IOException | RuntimeException e) {
            discard(format);
            throw new UndecodableImageException(broken(format, content, e.getMessage()), e);
        } catch (UndecodableImageException e) {
            discard(format);
            throw e;
        }
    }

    /** Readers meet damaged bytes with exceptions of every kind: their state is not to be trusted afterwards. */
    private void discard(ImageFormat format) {
        ImageReader reader = readers.remove(format);
        if (reader != null) {
            reader.dispose();
        }
    }

    private static PixelRows read(ImageReader reader, ImageFormat format, byte[] content) throws IOException {
        if (format == ImageFormat.JPEG) {
            JpegHeader header = JpegHeader.of(content);
            if (header.components() == 4) {
                Raster raster = reader.readRaster(0, null);
                return new PrintRows(raster, header);
            }
        }
        BufferedImage image = reader.read(0);
        return StoredRows.of(image);
    }

    private ImageReader open(ImageFormat format) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        // Where its data ends early, the JPEG reader fills the rest with grey and only warns.
        reader.addIIOReadWarningListener((source, message) -> {
            if (message.toLowerCase(Locale.ROOT).contains("premature end")) {
                warning = message;
            }
        });
        return reader;
    }

    private static void requireSize(ImageFormat format, int width, int height, long largestPixels)
            throws UndecodableImageException {
        if ((long) width * height > largestPixels) {
            throw new UndecodableImageException("a " + format + " image of " + width + " x " + height
                    + " pixels, more than the " + largestPixels + " that are decoded");
        }
    }

    private static String broken(ImageFormat format, byte[] content, @Nullable String detail) {
        return "a truncated or damaged " + format + " image of " + content.length + " bytes"
                + (detail == null ? "" : ": " + detail.lines().findFirst().orElse(""));
    }
}
