package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;

/**
 * Notice from drift to quality that an alarm over all images was resolved.
 *
 * @param alarm its id
 * @param windowEndMillis end of the window in which it was resolved
 */
public record DriftEnded(String alarm, long windowEndMillis) implements QualityInput {
    /** Other than that of the counts in the same topic, so that a release that does not know notices drops them. */
    static final int FORMAT_NUMBER = VersionedFormat.FIRST + 2;

    /** The bytes that {@link QualityInput#FORMAT} reads. */
    public static final VersionedFormat<DriftEnded> FORMAT = VersionedFormat.of(
            FORMAT_NUMBER, (ended, packer) -> packer.text(ended.alarm).number(ended.windowEndMillis), DriftEnded::read);

    static DriftEnded read(Unpacker unpacker) {
        return new DriftEnded(unpacker.text(), unpacker.number());
    }
}
