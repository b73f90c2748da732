package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.Slice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window of quality: one slice of one champion's images.
 *
 * @param windowStartMillis none: since the version was promoted
 */
public record QualityKey(
        String version, Slice slice, @Nullable Long windowStartMillis) {
    /** Versions and slices come before the window, so that a slice's windows are adjacent in a store. */
    static final KeyFormat<QualityKey> FORMAT = new KeyFormat<>(QualityKey::toBytes, QualityKey::fromBytes);

    private static final int TOTAL = 0;
    private static final int WINDOW = 1;

    private byte[] toBytes() {
        Packer packer = start(version, slice).raw(windowStartMillis == null ? TOTAL : WINDOW);
        return windowStartMillis == null
                ? packer.toBytes()
                : packer.number(windowStartMillis).toBytes();
    }

    /** Prefix of the keys of a slice. */
    static byte[] prefix(String version, Slice slice) {
        return start(version, slice).toBytes();
    }

    /** Prefix of the keys of a slice's windows, which do not include the total. */
    static byte[] prefixOfWindows(String version, Slice slice) {
        return start(version, slice).raw(WINDOW).toBytes();
    }

    private static Packer start(String version, Slice slice) {
        return new Packer().text(version).text(slice.text());
    }

    private static QualityKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new QualityKey(
                unpacker.text(), new Slice(unpacker.text()), unpacker.raw() == TOTAL ? null : unpacker.number());
    }

    /** First millisecond of a window; only for keys that have a window. */
    long start() {
        return Objects.requireNonNull(windowStartMillis, "the total has no start");
    }

    /** The same slice since the version was promoted. */
    QualityKey total() {
        return new QualityKey(version, slice, null);
    }

    /**
     * The key of the record: version|slice|window start, or {@code total} for the counts since the version was
     * promoted.
     */
    String recordKey() {
        return version + "|" + slice + "|" + (windowStartMillis == null ? "total" : windowStartMillis.toString());
    }
}
