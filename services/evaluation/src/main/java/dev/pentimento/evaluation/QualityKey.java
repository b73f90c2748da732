package dev.pentimento.evaluation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window of quality: one slice of one champion's images.
 *
 * @param windowStartMillis none: since the version began
 */
record QualityKey(String version, String slice, @Nullable Long windowStartMillis) {
    static final String ALL = "all";
    static final String SOURCE = "source=";

    /** Versions and slices before the window, so that a slice's windows stand together in a store. */
    byte[] toBytes() {
        Packer packer = new Packer();
        packer.text(version).text(slice).raw(windowStartMillis == null ? 0 : 1);
        return windowStartMillis == null
                ? packer.toBytes()
                : packer.number(windowStartMillis).toBytes();
    }

    static byte[] prefix(String version, String slice) {
        return new Packer().text(version).text(slice).toBytes();
    }

    static QualityKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new QualityKey(unpacker.text(), unpacker.text(), unpacker.raw() == 0 ? null : unpacker.number());
    }

    /** First millisecond of a window that has one. */
    long start() {
        return Objects.requireNonNull(windowStartMillis, "the total has no start");
    }

    /** The same slice since the version began. */
    QualityKey total() {
        return new QualityKey(version, slice, null);
    }

    /** The key of the record: version|slice|window start, {@code total} for since the version began. */
    String recordKey() {
        return version + "|" + slice + "|" + (windowStartMillis == null ? "total" : windowStartMillis.toString());
    }
}
