package dev.pentimento.learning.image.header;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tags of the first image of a TIFF file (TIFF 6.0), or of Exif data, which has the same form. Only whole numbers
 * are read, and only those that lie within the file.
 */
public final class TiffTags {
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final ByteBuffer bytes;
    private final Map<Integer, Integer> entries;

    private TiffTags(ByteBuffer bytes, Map<Integer, Integer> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /** @throws IOException if the tags do not lie within the file, or one occurs twice */
    public static TiffTags of(byte[] content) throws IOException {
        return of(content, 0, content.length);
    }

    private static TiffTags of(byte[] content, int start, int end) throws IOException {
        if (end - start < HEADER || content[start] != content[start + 1]) {
            throw new IOException("it does not begin with a header");
        }
        ByteBuffer bytes = ByteBuffer.wrap(content, start, end - start)
                .slice()
                .order(content[start] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = bytes.getInt(4) & 0xffffffffL;
        if (directory + 2 > bytes.limit()) {
            throw new IOException("it ends before its tags");
        }
        int count = bytes.getShort((int) directory) & 0xffff;
        if (directory + 2 + (long) count * ENTRY > bytes.limit()) {
            throw new IOException("it ends inside its tags");
        }
        Map<Integer, Integer> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int at = (int) directory + 2 + i * ENTRY;
            if (entries.put(bytes.getShort(at) & 0xffff, at) != null) {
                throw new IOException("it has the tag " + (bytes.getShort(at) & 0xffff) + " twice");
            }
        }
        return new TiffTags(bytes, entries);
    }

    /** A whole number in tags that may be damaged. */
    static Optional<Long> find(byte[] content, int start, int end, int tag) {
        try {
            TiffTags tags = of(content, start, end);
            return tags.entries.containsKey(tag) ? Optional.of(tags.number(tag, 0)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** A whole number, or {@code otherwise} if there is no such tag. */
    public long number(int tag, long otherwise) throws IOException {
        return has(tag) ? numbers(tag, 1)[0] : otherwise;
    }

    /** The orientation of the image; upright if it has none. */
    public Orientation orientation() throws IOException {
        return Orientation.of(number(Orientation.TAG, 1));
    }

    /**
     * The whole numbers of a tag.
     *
     * @param most number of values that are allowed
     * @throws IOException if there is no such tag, it has no or more values, other values, or lies outside the file
     */
    public long[] numbers(int tag, int most) throws IOException {
        Integer at = entries.get(tag);
        if (at == null) {
            throw new IOException("it has no tag " + tag);
        }
        int type = bytes.getShort(at + 2);
        long count = bytes.getInt(at + 4) & 0xffffffffL;
        int size = type == BYTE ? 1 : type == SHORT ? 2 : type == LONG ? 4 : 0;
        if (size == 0 || count < 1 || count > most) {
            throw new IOException("its tag " + tag + " has " + count + " values of type " + type);
        }
        long values = count * size <= 4 ? at + 8 : bytes.getInt(at + 8) & 0xffffffffL;
        if (values + count * size > bytes.limit()) {
            throw new IOException("the values of its tag " + tag + " lie outside the file");
        }
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            int position = (int) values + i * size;
            numbers[i] = switch (size) {
                case 1 -> bytes.get(position) & 0xff;
                case 2 -> bytes.getShort(position) & 0xffff;
                default -> bytes.getInt(position) & 0xffffffffL;
            };
        }
        return numbers;
    }
}
