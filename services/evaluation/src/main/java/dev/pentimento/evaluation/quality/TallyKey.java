package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The images that a tally counts.
 *
 * @param version the champion that answered them
 * @param source of the images; none: unknown
 * @param windowStartMillis first millisecond of their window
 */
public record TallyKey(String version, @Nullable String source, long windowStartMillis) {
    public void write(Packer packer) {
        packer.text(version).optionalText(source).number(windowStartMillis);
    }

    public static TallyKey read(Unpacker unpacker) {
        return new TallyKey(unpacker.text(), unpacker.optionalText(), unpacker.number());
    }

    /** The same images as a part of a slice's window. */
    QualityKey in(Slice slice) {
        return new QualityKey(version, slice, windowStartMillis);
    }
}
