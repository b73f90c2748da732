package dev.pentimento.learning.fuzzing;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes bytes of a file, most often in its header. Equal seeds give equal damage. */
public final class Damage {
    private static final int HEADER = 96;
    private static final int MOST_CHANGES = 6;
    private static final String SPECIAL = "\0\u0001\u007f\u0080\u00ff09-.[]{}(),:\"'";

    private Damage() {}

    /** A copy with changes; perhaps, by chance, the same bytes. */
    public static byte[] of(byte[] file, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = file.clone();
        for (int left = 1 + random.nextInt(MOST_CHANGES); left > 0; left--) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(HEADER, bytes.length));
        switch (random.nextInt(7)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> bytes[at] = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(1 + Math.min(32, bytes.length - Math.max(from, at)));
                System.arraycopy(bytes, from, bytes, at, length);
            }
            case 5 -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + at) : bytes;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
                System.arraycopy(bytes, at, longer, at + 2, bytes.length - at);
                longer[at] = (byte) ('0' + random.nextInt(10));
                longer[at + 1] = (byte) ('0' + random.nextInt(10));
                return longer;
            }
        }
        return bytes;
    }
}
