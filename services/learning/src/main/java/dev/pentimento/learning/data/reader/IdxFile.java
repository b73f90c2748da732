package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * An IDX file of unsigned bytes, as MNIST introduced it: two zero bytes, the type (8), the number of dimensions, each
 * dimension as a big-endian int32, the values. It may be compressed with gzip, regardless of its name.
 *
 * @param shape the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record IdxFile(int[] shape, byte[] values) {
    private static final int UNSIGNED_BYTE = 8;
    private static final long LARGEST = Integer.MAX_VALUE - 16;

    static IdxFile read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return read(file.toString(), input);
        } catch (IOException e) {
            throw new DatasetException("cannot read the IDX file " + file + ": " + e, e);
        }
    }

    /** @param name for messages */
    static IdxFile read(String name, InputStream compressedOrNot) throws IOException {
        InputStream input = uncompressed(compressedOrNot);
        byte[] magic = input.readNBytes(4);
        if (!isMagic(magic)) {
            throw new DatasetException(name + " is not an IDX file of unsigned bytes: it starts with "
                    + HexFormat.of().formatHex(magic) + ", expected 000008 and the number of dimensions");
        }
        int[] shape = new int[magic[3]];
        byte[] dimensions = input.readNBytes(Integer.BYTES * shape.length);
        if (dimensions.length < Integer.BYTES * shape.length) {
            throw new DatasetException(name + " ends inside its header");
        }
        ByteBuffer.wrap(dimensions).asIntBuffer().get(shape);
        int size = size(name, shape);
        byte[] values = input.readNBytes(size);
        if (values.length != size || input.read() >= 0) {
            throw new DatasetException(name + " should contain " + Arrays.toString(shape) + " values, but has "
                    + (values.length < size ? "only " + values.length : "more"));
        }
        return new IdxFile(shape, values);
    }

    /**
     * The beginning of an IDX file, without its values.
     *
     * @param dimensions number of dimensions: 3 or 4 for images, 1 for labels
     * @param count the first dimension
     */
    record Header(int dimensions, int count) {
        boolean isOfImages() {
            return dimensions >= 3;
        }
    }

    /** Reads the beginning of a file; empty if it is not an IDX file. */
    static Optional<Header> header(Path file) {
        try (InputStream input = uncompressed(Files.newInputStream(file))) {
            byte[] start = input.readNBytes(2 * Integer.BYTES);
            return start.length == 2 * Integer.BYTES && isMagic(start)
                    ? Optional.of(new Header(start[3], ByteBuffer.wrap(start).getInt(Integer.BYTES)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean isMagic(byte[] start) {
        return start.length >= 4
                && start[0] == 0
                && start[1] == 0
                && start[2] == UNSIGNED_BYTE
                && start[3] >= 1
                && start[3] <= 4;
    }

    /** The stream itself, or its decompressed content. */
    static InputStream uncompressed(InputStream input) throws IOException {
        PushbackInputStream start = new PushbackInputStream(input, 2);
        byte[] two = start.readNBytes(2);
        start.unread(two);
        boolean gzip = two.length == 2 && (two[0] & 0xff) == 0x1f && (two[1] & 0xff) == 0x8b;
        return gzip ? new GZIPInputStream(start, 1 << 16) : start;
    }

    /** The number of values, if they fit in an array. */
    static int size(String name, int[] shape) {
        return size(name, shape, 1);
    }

    /** The number of bytes, if they fit in an array. */
    static int size(String name, int[] shape, int bytesOfAValue) {
        long size = bytesOfAValue;
        for (int dimension : shape) {
            size = dimension < 0 ? LARGEST + 1 : size * dimension;
            if (size > LARGEST) {
                throw new DatasetException(
                        name + " declares the shape " + Arrays.toString(shape) + ", which exceeds the limit of 2 GB");
            }
        }
        return (int) size;
    }

    /**
     * This file's images, of shape {@code n × height × width} or {@code n × height × width × 3}.
     *
     * @param name for messages
     */
    PixelArray images(String name) {
        boolean grey = shape.length == 3;
        if (!grey && !(shape.length == 4 && shape[3] == 3)) {
            throw new DatasetException(name + " holds " + Arrays.toString(shape)
                    + " values, expected images: n x height x width, or n x height x width x 3");
        }
        if (shape[1] == 0 || shape[2] == 0) {
            throw new DatasetException(name + " contains images of " + shape[1] + " x " + shape[2] + " pixels");
        }
        return new PixelArray(shape[0], shape[1], shape[2], grey ? 1 : 3, values);
    }

    /**
     * This file's labels, of shape n.
     *
     * @param name for messages
     */
    int[] labels(String name, int images) {
        if (shape.length != 1 || shape[0] != images) {
            throw new DatasetException(name + " holds " + Arrays.toString(shape)
                    + " values, expected one label for each of " + images + " images");
        }
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = values[i] & 0xff;
        }
        return labels;
    }
}
