package dev.pentimento.dashboard.quality;

import java.io.ByteArrayOutputStream;

/**
 * Sums in few bytes: a window of ten classes has about 300, one of a thousand classes and forty labels not many more.
 * Each number takes as many bytes as it needs, as in Avro; a run of zeros takes two numbers.
 */
final class PackedSums {
    private final Layout layout;
    private final byte[] bytes;

    PackedSums(Layout layout, long[] numbers) {
        this.layout = layout;
        ByteArrayOutputStream out = new ByteArrayOutputStream(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            write(out, numbers[i]);
            if (numbers[i] == 0) {
                int run = i;
                while (run + 1 < numbers.length && numbers[run + 1] == 0) {
                    run++;
                }
                write(out, run - i);
                i = run;
            }
        }
        bytes = out.toByteArray();
    }

    private PackedSums(Layout layout, byte[] bytes) {
        this.layout = layout;
        this.bytes = bytes;
    }

    /** The same with an equal layout. */
    PackedSums with(Layout equal) {
        return new PackedSums(equal, bytes);
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    Layout layout() {
        return layout;
    }

    /** @param into is filled with the numbers */
    void read(long[] into) {
        Reader reader = new Reader(bytes);
        for (int i = 0; i < into.length; i++) {
            into[i] = reader.next();
            if (into[i] == 0) {
                i += (int) reader.next(); // the array is new: the rest of the run is zero already
            }
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        private long next() {
            long number = 0;
            int shift = 0;
            while (bytes[at] < 0) {
                number |= (bytes[at++] & 0x7FL) << shift;
                shift += 7;
            }
            return number | (long) bytes[at++] << shift;
        }
    }
}
