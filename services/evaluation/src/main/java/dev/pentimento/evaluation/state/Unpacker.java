package dev.pentimento.evaluation.state;

import dev.pentimento.statistics.drift.Displacement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} wrote, in the same order. */
public final class Unpacker {
    /** More numbers than any counts have: damaged bytes must not use up all memory. */
    private static final int MOST_NUMBERS = 1 << 24;

    private final byte[] buffer;
    private int at;

    public Unpacker(byte[] buffer) {
        this.buffer = buffer;
    }

    public long number() {
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

    public int count() {
        return Math.toIntExact(number());
    }

    public int raw() {
        return buffer[at++] & 0xFF;
    }

    public byte[] bytes() {
        int length = Objects.checkIndex(count(), buffer.length - at + 1);
        at += length;
        return Arrays.copyOfRange(buffer, at - length, at);
    }

    /** All remaining bytes. */
    public byte[] rest() {
        int from = at;
        at = buffer.length;
        return Arrays.copyOfRange(buffer, from, at);
    }

    public byte @Nullable [] optionalBytes() {
        return raw() == 0 ? null : bytes();
    }

    @Nullable
    public Displacement displacement() {
        return raw() == 0
                ? null
                : new Displacement(new Displacement.Clean(real(), real(), number()), number(), number());
    }

    public String text() {
        int length = count();
        at += length;
        return new String(buffer, at - length, length, StandardCharsets.UTF_8);
    }

    public List<String> texts() {
        return list(Unpacker::text);
    }

    /** Values, preceded by their number. */
    public <T> List<T> list(Function<Unpacker, T> reader) {
        List<T> values = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            values.add(reader.apply(this));
        }
        return List.copyOf(values);
    }

    @Nullable
    public String optionalText() {
        return raw() == 0 ? null : text();
    }

    public double real() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | raw();
        }
        return Double.longBitsToDouble(bits);
    }

    public long[] sparse() {
        long[] values = new long[Objects.checkIndex(count(), MOST_NUMBERS)];
        int filled = count();
        int index = -1;
        for (int i = 0; i < filled; i++) {
            index += count();
            values[index] = number();
        }
        return values;
    }

    /** Number of unread bytes. */
    public int left() {
        return buffer.length - at;
    }

    public boolean finished() {
        return left() == 0;
    }
}
