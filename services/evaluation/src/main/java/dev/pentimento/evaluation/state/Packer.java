package dev.pentimento.evaluation.state;

import dev.pentimento.statistics.drift.Displacement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes values that only this service reads, in few bytes: integers as zigzag varints, strings as length and UTF-8.
 */
public final class Packer {
    private static final int LONGEST_NUMBER = 10;

    private byte[] buffer = new byte[256];
    private int size;

    public Packer number(long value) {
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

    public Packer raw(int value) {
        ensure(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public Packer bytes(byte[] value) {
        return number(value.length).rest(value);
    }

    /** Bytes without their length; they must come last. */
    public Packer rest(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    public Packer optionalBytes(byte @Nullable [] value) {
        return value == null ? raw(0) : raw(1).bytes(value);
    }

    public Packer displacement(@Nullable Displacement value) {
        return value == null
                ? raw(0)
                : raw(1).real(value.clean().mean())
                        .real(value.clean().deviation())
                        .number(value.clean().images())
                        .number(value.images())
                        .number(value.sum());
    }

    public Packer text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public Packer texts(List<String> values) {
        return list(values, (text, packer) -> packer.text(text));
    }

    /** Values, preceded by their number. */
    public <T> Packer list(List<T> values, VersionedFormat.Writer<? super T> writer) {
        number(values.size());
        values.forEach(value -> writer.write(value, this));
        return this;
    }

    public Packer optionalText(@Nullable String value) {
        return value == null ? raw(0) : raw(1).text(value);
    }

    public Packer real(double value) {
        ensure(8);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Numbers that are mostly 0: the count of nonzero numbers, then for each the distance to it and its value. */
    public Packer sparse(long[] values) {
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

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    public int size() {
        return size;
    }

    private void ensure(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, buffer.length * 2));
        }
    }
}
