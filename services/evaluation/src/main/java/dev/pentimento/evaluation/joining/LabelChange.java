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
 */
public record LabelChange(JudgedImage image, int before, int after, int revision) {
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
