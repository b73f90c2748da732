package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
 * @param values one after another; they may be on disk
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record IdxFile(int[] shape, ArrayBytes values) {
    private static final int UNSIGNED_BYTE = 8;

    static IdxFile read(Path file, ArrayStore store) {
        try (InputStream input = uncompressed(Files.newInputStream(file))) {
            int[] shape = shape(file.toString(), input);
            long size = size(file.toString(), shape, 1);
            if (store.isSmall(size) || input instanceof GZIPInputStream) {
                return read(file.toString(), shape, input, store);
            }
            FileChannel channel = FileChannel.open(file);
            long header = (1L + shape.length) * Integer.BYTES;
            requireSize(file.toString(), shape, size, channel.size() - header);
            return new IdxFile(shape, new ArrayBytes.InFile(file.toString(), channel, header, size));
        } catch (IOException e) {
            throw new DatasetException("cannot read the IDX file " + file + ": " + e, e);
        }
    }

    /** @param name for messages */
    static IdxFile read(String name, InputStream compressedOrNot, ArrayStore store) throws IOException {
        InputStream input = uncompressed(compressedOrNot);
        return read(name, shape(name, input), input, store);
    }

    private static IdxFile read(String name, int[] shape, InputStream input, ArrayStore store) throws IOException {
        long size = size(name, shape, 1);
        ArrayBytes values = store.read(name, input, size);
        requireSize(name, shape, size, values.size() == size && input.read() >= 0 ? size + 1 : values.size());
        return new IdxFile(shape, values);
    }

    private static int[] shape(String name, InputStream input) throws IOException {
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
        return shape;
    }

    private static void requireSize(String name, int[] shape, long size, long found) {
        if (found != size) {
            throw new DatasetException(name + " should contain " + Arrays.toString(shape) + " values, but has "
                    + (found < size ? "only " + found : "more"));
        }
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

    /** The number of bytes; an image has fewer than 2 GB. */
    static long size(String name, int[] shape, int bytesOfAValue) {
        long size = bytesOfAValue;
        for (int i = shape.length - 1; i >= 0; i--) {
            size = shape[i] < 0 ? -1 : size * shape[i];
            if (size < 0 || i > 0 && size > Integer.MAX_VALUE) {
                throw new DatasetException(
                        name + " declares the shape " + Arrays.toString(shape) + ", which is invalid or too large");
            }
        }
        return size;
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
        byte[] bytes = values.all();
        int[] labels = new int[bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bytes[i] & 0xff;
        }
        return labels;
    }
}
