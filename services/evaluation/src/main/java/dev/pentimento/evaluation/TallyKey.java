package dev.pentimento.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * Which images a tally counts.
 *
 * @param version the champion that answered them
 * @param source they came from; none: unknown
 * @param windowStartMillis first millisecond of their window
 */
record TallyKey(String version, @Nullable String source, long windowStartMillis) {
    byte[] toBytes() {
        Packer packer = new Packer();
        write(packer);
        return packer.toBytes();
    }

    void write(Packer packer) {
        packer.text(version).optionalText(source).number(windowStartMillis);
    }

    static TallyKey read(Unpacker unpacker) {
        return new TallyKey(unpacker.text(), unpacker.optionalText(), unpacker.number());
    }
}
