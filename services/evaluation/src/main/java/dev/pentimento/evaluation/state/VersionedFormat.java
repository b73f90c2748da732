package dev.pentimento.evaluation.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;

/**
 * How values of one type are stored, in every layout that a release has written. A value begins with a format byte, and
 * each format has a reader. The current format has a writer. A former one may have a writer too, for values that it can hold:
 * during a rolling upgrade, an instance of the former release may take over the state.
 *
 * <p>Values of releases before the first format have no format byte. They begin with a non-negative number, which
 * {@link Packer} writes as an even byte, or with 1, 2 or 3. A format is therefore an odd number of at least
 * {@value #FIRST}, so no such value can be mistaken for one with a format byte. Decision 0014 gives the reasons.
 */
public final class VersionedFormat<T> {
    /** The first format that has a byte. */
    public static final int FIRST = 5;

    private static final int LARGEST = 0x7F;

    private final int present;
    private final Writer<T> writer;
    private int former;
    private Predicate<T> fitsFormer = value -> false;
    private Writer<T> formerWriter;
    private final Map<Integer, Reader<T>> readers = new TreeMap<>();
    private final List<Reader<T>> withoutFormat = new ArrayList<>();

    private VersionedFormat(int present, Writer<T> writer) {
        this.present = present;
        this.writer = writer;
        this.former = present;
        this.formerWriter = writer;
    }

    /** Writes a value after its format byte. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, Packer packer);
    }

    /** Reads a value after its format byte, to the end of the bytes. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Unpacker unpacker);
    }

    /** @param present the current format, an odd number from {@value #FIRST} to 127 */
    public static <T> VersionedFormat<T> of(int present, Writer<T> writer, Reader<T> reader) {
        return new VersionedFormat<>(present, writer).reads(present, reader);
    }

    /** A format with the same layout as values without a format byte. */
    public static <T> VersionedFormat<T> first(Writer<T> writer, Reader<T> reader) {
        return of(FIRST, writer, reader).readsWithoutFormat(reader);
    }

    /** Adds the reader of a format; it must not replace another. */
    public VersionedFormat<T> reads(int format, Reader<T> reader) {
        if (format < FIRST || format > LARGEST || format % 2 == 0) {
            throw new IllegalArgumentException(
                    "a format is an odd number from " + FIRST + " to " + LARGEST + ", not " + format);
        }
        if (readers.putIfAbsent(format, reader) != null) {
            throw new IllegalArgumentException("format " + format + " has a reader");
        }
        return this;
    }

    /**
     * Adds the reader of a layout without a format byte. Of several, the first one that reads exactly all bytes is
     * used, so a layout with more fields must come first.
     */
    public VersionedFormat<T> readsWithoutFormat(Reader<T> reader) {
        withoutFormat.add(reader);
        return this;
    }

    /**
     * Writes some values in a former format, so that the former release can read them.
     *
     * @param fits whether the former format holds everything that a value has
     */
    public VersionedFormat<T> writesFormer(int format, Predicate<T> fits, Writer<T> inFormer) {
        former = format;
        fitsFormer = fits;
        formerWriter = inFormer;
        return this;
    }

    /** The value in the current format, or in the former one if that holds all of it. */
    public byte[] toBytes(T value) {
        boolean formerly = fitsFormer.test(value);
        Packer packer = new Packer().raw(formerly ? former : present);
        (formerly ? formerWriter : writer).write(value, packer);
        return packer.toBytes();
    }

    /** A packer that already contains the current format byte, for a value that is written piece by piece. */
    public Packer begin() {
        return new Packer().raw(present);
    }

    /** @throws UnreadableStateException if the bytes have an unknown format or are damaged */
    public T fromBytes(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0];
        Reader<T> reader = readers.get(first);
        if (reader != null) {
            Unpacker unpacker = new Unpacker(bytes);
            unpacker.raw();
            return whole(reader, unpacker);
        }
        if (first >= FIRST && first % 2 == 1) {
            throw new UnreadableStateException("format " + first + " is unknown");
        }
        return fromBytesWithoutFormat(bytes);
    }

    private T fromBytesWithoutFormat(byte[] bytes) {
        UnreadableStateException problem =
                new UnreadableStateException("the bytes have no format, and no value of this kind is without one");
        for (Reader<T> reader : withoutFormat) {
            try {
                return whole(reader, new Unpacker(bytes));
            } catch (UnreadableStateException e) {
                problem = e;
            }
        }
        throw problem;
    }

    private static <T> T whole(Reader<T> reader, Unpacker unpacker) {
        T value;
        try {
            value = reader.read(unpacker);
        } catch (RuntimeException e) { // damaged bytes fail anywhere: at an index, a length, a check of a constructor
            throw new UnreadableStateException("the bytes are damaged: " + e.getMessage(), e);
        }
        if (!unpacker.finished()) {
            throw new UnreadableStateException("the value ends before its bytes do");
        }
        return value;
    }

    /**
     * The serde of a store's values, or of an internal topic's. It returns {@code null} for bytes that it cannot read:
     * the value counts as absent, and the stream continues.
     *
     * @param place name of the store or topic
     */
    public Serde<T> serde(String place, UnreadableState unreadable) {
        return unreadable.serde(place, this::toBytes, this::fromBytes);
    }
}
