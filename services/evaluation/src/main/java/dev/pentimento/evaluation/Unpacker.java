package dev.pentimento.evaluation;

import dev.pentimento.statistics.drift.Displacement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} wrote, in the same order. */
final class Unpacker {
    private final byte[] buffer;
    private int at;

    Unpacker(byte[] buffer) {
        this.buffer = buffer;
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer[at++];
            value |= (long) (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    int count() {
        return Math.toIntExact(number());
    }

    int raw() {
        return buffer[at++] & 0xFF;
    }

    byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(buffer, at - length, at);
    }

    byte @Nullable [] optionalBytes() {
        return raw() == 0 ? null : bytes();
    }

    @Nullable
    Displacement displacement() {
        return raw() == 0
                ? null
                : new Displacement(new Displacement.Clean(real(), real(), number()), number(), number());
    }

    String text() {
        int length = count();
        at += length;
        return new String(buffer, at - length, length, StandardCharsets.UTF_8);
    }

    @Nullable
    String optionalText() {
        return raw() == 0 ? null : text();
    }

    double real() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | raw();
        }
        return Double.longBitsToDouble(bits);
    }

    long[] sparse() {
        long[] values = new long[count()];
        int filled = count();
        int index = -1;
        for (int i = 0; i < filled; i++) {
            index += count();
            values[index] = number();
        }
        return values;
    }

    boolean finished() {
        return at == buffer.length;
    }
}
