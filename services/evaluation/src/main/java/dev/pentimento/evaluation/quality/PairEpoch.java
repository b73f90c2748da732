package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;

/**
 * An epoch of paired evidence. When a drift alarm is resolved, the stream is no longer what the evidence so far was
 * gathered on, so the comparisons start again. An epoch consists of whole windows. The evidence is therefore the same
 * whether the notice of its beginning comes before or after the counts of these windows.
 *
 * @param number how many epochs have begun since the version was promoted; 0: this one began before
 * @param alarm id of the alarm that was resolved
 * @param startMillis start of its first window
 */
record PairEpoch(long number, String alarm, long startMillis) {
    /** Whether a window belongs to an earlier epoch. */
    boolean startsAfter(QualityKey window) {
        return window.start() < startMillis;
    }

    /** The same epoch, for a version that was promoted at another time. */
    PairEpoch numbered(long other) {
        return new PairEpoch(other, alarm, startMillis);
    }

    void write(Packer packer) {
        packer.number(number).text(alarm).number(startMillis);
    }

    static PairEpoch read(Unpacker unpacker) {
        return new PairEpoch(unpacker.number(), unpacker.text(), unpacker.number());
    }
}
