package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A change of an image's label.
 *
 * @param before class of the label that the image had, {@link ImageState#UNLABELLED} if none
 * @param after class of the label that it has now, likewise
 * @param revision 1 for the image's first label
 * @param kindsBefore of which kinds the image had had labels
 * @param kinds of which kinds it has had labels now
 */
public record LabelChange(
        JudgedImage image, int before, int after, int revision, LabelKinds kindsBefore, LabelKinds kinds) {
    /** A label of an image whose labels nobody requested. */
    public LabelChange(JudgedImage image, int before, int after, int revision) {
        this(image, before, after, revision, LabelKinds.withoutRequests(revision - 1), LabelKinds.UNREQUESTED);
    }

    /** Whether the image has had a label that answers a request. */
    boolean requested() {
        return kinds.requested();
    }

    /** Writes the kinds, before all other data. They can be left out if {@link #requested} is false. */
    void writeKinds(Packer packer) {
        packer.raw(kindsBefore.bits()).raw(kinds.bits());
    }

    /** Reads a change with its kinds. */
    static LabelChange readWithKinds(Unpacker unpacker, IntFunction<LineUp> lineUps) {
        LabelKinds before = LabelKinds.ofBits(unpacker.raw());
        LabelKinds after = LabelKinds.ofBits(unpacker.raw());
        LabelChange change = read(unpacker, lineUps);
        return new LabelChange(change.image, change.before, change.after, change.revision, before, after);
    }

    /** @param lineUps returns the number under which a line-up is stored */
    void write(Packer packer, ToIntFunction<LineUp> lineUps) {
        packer.number(lineUps.applyAsInt(image.lineUp()))
                .number(before)
                .number(after)
                .number(revision);
        image.write(packer);
    }

    /** The image then has no id, because counts do not need it. */
    static LabelChange read(Unpacker unpacker, IntFunction<LineUp> lineUps) {
        LineUp lineUp = lineUps.apply(unpacker.count());
        int before = unpacker.count();
        int after = unpacker.count();
        int revision = unpacker.count();
        return new LabelChange(JudgedImage.read(unpacker, "", lineUp), before, after, revision);
    }
}
