package dev.pentimento.it.hostile;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages bytes as lines, disks and attackers do. */
final class Mutator {
    private static final byte[] BORDERS = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
    private static final int HEADER = 64;
    private static final int MOST_CHANGES = 8;

    private Mutator() {}

    /** Other bytes of a similar length; perhaps, by chance, the same. */
    static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(random.nextBoolean() ? 2 : MOST_CHANGES);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    /** The beginning of the bytes, at least one shorter. */
    static byte[] truncated(byte[] original, SplittableRandom random) {
        return Arrays.copyOf(original, random.nextInt(original.length));
    }

    private static byte[] change(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(HEADER, bytes.length));
        switch (random.nextInt(7)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> bytes[at] = BORDERS[random.nextInt(BORDERS.length)];
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(1 + Math.min(32, bytes.length - Math.max(from, at)));
                System.arraycopy(bytes, from, bytes, at, length);
            }
            case 5 -> {
                return removed(bytes, at, random.nextInt(1 + Math.min(16, bytes.length - at)));
            }
            default -> {
                return inserted(bytes, at, random);
            }
        }
        return bytes;
    }

    private static byte[] removed(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] inserted(byte[] bytes, int at, SplittableRandom random) {
        byte[] more = new byte[1 + random.nextInt(16)];
        random.nextBytes(more);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(bytes, at, longer, at + more.length, bytes.length - at);
        return longer;
    }
}
