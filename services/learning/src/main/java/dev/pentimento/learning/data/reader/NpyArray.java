package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A NumPy array of integers in C order, as {@code numpy.save} writes it (NEP 1: magic, version, a header that is a
 * Python dictionary, the values).
 *
 * @param shape the dimensions
 * @param type of the values, as in the header: byte order, kind, bytes of a value
 * @param bytes of the values, one after another; they may be on disk
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NpyArray(String name, int[] shape, String type, ArrayBytes bytes) {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
    private static final Pattern INTEGER = Pattern.compile("[|<>=](u|i|b)([1248])");
    private static final int LARGEST_HEADER = 1 << 20;

    /** Where an array's values are found, once its header is read. */
    interface Values {
        /**
         * @param header length of the header, in bytes
         * @param size number of bytes of the values
         * @return at most {@code size} bytes
         */
        ArrayBytes at(int header, long size) throws IOException;
    }

    /** @param name the file and the array's name in it, for messages */
    static NpyArray read(String name, InputStream input, ArrayStore store) throws IOException {
        return read(name, input, (header, size) -> store.read(name, input, size));
    }

    /**
     * @param name the file and the array's name in it, for messages
     * @param input the array from its beginning
     */
    static NpyArray read(String name, InputStream input, Values found) throws IOException {
        Header header = Header.read(name, input);
        Matcher type = TYPE.matcher(header.text());
        Matcher shape = SHAPE.matcher(header.text());
        if (!type.find() || !shape.find()) {
            throw new DatasetException(name + " has a header that cannot be parsed: "
                    + header.text().strip());
        }
        Matcher integer = INTEGER.matcher(type.group(1));
        if (!integer.matches()) {
            throw new DatasetException(name + " holds " + type.group(1) + " values; expected integers, such as uint8");
        }
        int[] dimensions = dimensions(name, shape.group(1));
        if (FORTRAN.matcher(header.text()).find() && hasOrder(dimensions)) {
            throw new DatasetException(
                    name + " is in Fortran's order; expected C order, as numpy.ascontiguousarray gives");
        }
        int bytesOfAValue = Integer.parseInt(integer.group(2));
        long size = IdxFile.size(name, dimensions, bytesOfAValue);
        ArrayBytes values = found.at(header.bytes(), size);
        if (values.size() < size) {
            throw new DatasetException(name + " should contain " + Arrays.toString(dimensions)
                    + " values, but has only " + values.size() / bytesOfAValue);
        }
        return new NpyArray(name, dimensions, type.group(1), values);
    }

    /** Whether more than one dimension is larger than one: otherwise both orders are the same. */
    private static boolean hasOrder(int[] dimensions) {
        return IntStream.of(dimensions).filter(dimension -> dimension > 1).count() > 1;
    }

    /**
     * The values as pixels.
     *
     * @throws DatasetException if they are not unsigned bytes
     */
    ArrayBytes pixels() {
        if (!type.endsWith("u1")) {
            throw new DatasetException(name + " holds " + type
                    + " values; expected unsigned bytes (uint8), such as (255 * x).astype(\"uint8\")");
        }
        return bytes;
    }

    /**
     * The values as numbers.
     *
     * @throws DatasetException if one is too large for an int
     */
    int[] numbers() {
        int size = type.charAt(2) - '0';
        boolean signed = type.charAt(1) == 'i';
        boolean big = type.charAt(0) == '>';
        byte[] bytes = this.bytes.all();
        int[] numbers = new int[bytes.length / size];
        for (int i = 0; i < numbers.length; i++) {
            long value = 0;
            for (int k = 0; k < size; k++) {
                int at = i * size + (big ? k : size - 1 - k);
                value = value << Byte.SIZE | (k == 0 && signed ? bytes[at] : bytes[at] & 0xff);
            }
            if (value != (int) value || value < 0 && !signed) {
                throw new DatasetException(name + " has the label "
                        + (signed ? Long.toString(value) : Long.toUnsignedString(value)) + ", which is too large");
            }
            numbers[i] = (int) value;
        }
        return numbers;
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

    /**
     * What comes before the values.
     *
     * @param bytes its length in the file
     */
    private record Header(String text, int bytes) {
        static Header read(String name, InputStream input) throws IOException {
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
            byte[] text = input.readNBytes((int) size);
            return new Header(new String(text, StandardCharsets.UTF_8), start.length + length.length + text.length);
        }
    }
}
