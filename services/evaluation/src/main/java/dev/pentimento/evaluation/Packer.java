package dev.pentimento.evaluation;

import dev.pentimento.statistics.drift.Displacement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records that only this service reads, in few bytes: whole numbers as zigzag varints, strings as length and
 * UTF-8.
 */
final class Packer {
    private static final int LONGEST_NUMBER = 10;

    private byte[] buffer = new byte[256];
    private int size;

    Packer number(long value) {
        ensure(LONGEST_NUMBER);
        put(value);
        return this;
    }

    private void put(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    Packer raw(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    Packer bytes(byte[] value) {
        number(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    Packer optionalBytes(byte @Nullable [] value) {
        return value == null ? raw(0) : raw(1).bytes(value);
    }

    Packer displacement(@Nullable Displacement value) {
        return value == null
                ? raw(0)
                : raw(1).real(value.clean().mean())
                        .real(value.clean().deviation())
                        .number(value.clean().images())
                        .number(value.images())
                        .number(value.sum());
    }

    Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Packer optionalText(@Nullable String value) {
        return value == null ? raw(0) : raw(1).text(value);
    }

    Packer real(double value) {
        ensure(8);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Numbers most of which are 0: how many are not, then the distance to each and its value. */
    Packer sparse(long[] values) {
        int filled = 0;
        for (long value : values) {
            filled += value == 0 ? 0 : 1;
        }
        number(values.length).number(filled);
        ensure(2 * LONGEST_NUMBER * filled);
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0) {
                put(i - last);
                put(values[i]);
                last = i;
            }
        }
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    int size() {
        return size;
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }
}
