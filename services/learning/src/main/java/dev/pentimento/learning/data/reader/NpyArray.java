package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A NumPy array of unsigned bytes in C order, as {@code numpy.save} writes it (NEP 1: magic, version, a header that is a
 * Python dictionary, the values).
 *
 * @param shape the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NpyArray(int[] shape, byte[] values) {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final int LARGEST_HEADER = 1 << 20;

    /** @param name the file and the array's name in it, for messages */
    static NpyArray read(String name, InputStream input) throws IOException {
        String header = header(name, input);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find()) {
            throw new DatasetException(name + " has a header that cannot be parsed: " + header.strip());
        }
        if (!type.group(1).endsWith("u1") || FORTRAN.matcher(header).find()) {
            throw new DatasetException(
                    name + " holds " + type.group(1) + " values; expected unsigned bytes (|u1, uint8) in C order");
        }
        int[] dimensions = dimensions(name, shape.group(1));
        int size = IdxFile.size(name, dimensions);
        byte[] values = input.readNBytes(size);
        if (values.length < size) {
            throw new DatasetException(
                    name + " should contain " + Arrays.toString(dimensions) + " values, but has only " + values.length);
        }
        return new NpyArray(dimensions, values);
    }

    private static int[] dimensions(String name, String tuple) {
        try {
            return Stream.of(tuple.split(","))
                    .map(String::strip)
                    .filter(dimension -> !dimension.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new DatasetException(name + " has the shape (" + tuple + "), which is invalid or too large", e);
        }
    }

    private static String header(String name, InputStream input) throws IOException {
        byte[] start = input.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DatasetException(name + " is not a NumPy array: it does not start with \\x93NUMPY");
        }
        byte[] length = input.readNBytes(start[6] == 1 ? 2 : 4);
        long size = 0;
        for (int i = length.length - 1; i >= 0; i--) {
            size = size << 8 | (length[i] & 0xff);
        }
        if (size > LARGEST_HEADER) {
            throw new DatasetException(name + " declares a header of " + size + " bytes");
        }
        return new String(input.readNBytes((int) size), StandardCharsets.UTF_8);
    }
}
