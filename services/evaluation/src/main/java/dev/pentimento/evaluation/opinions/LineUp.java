package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.List;

/**
 * The versions that judged an image. They are the same for all images of a batch, and rarely change, so images refer to
 * a line-up instead of containing it.
 *
 * @param champion version that answered
 * @param encoderId of its encoder, as in {@code VersionIds}
 * @param classes names, in the order of every arm's probabilities
 * @param candidates versions judged in shadow
 */
public record LineUp(String champion, String encoderId, List<String> classes, List<String> candidates) {
    public static final VersionedFormat<LineUp> FORMAT = VersionedFormat.first(LineUp::write, LineUp::read);

    public LineUp {
        classes = List.copyOf(classes);
        candidates = List.copyOf(candidates);
    }

    void write(Packer packer) {
        packer.text(champion).text(encoderId).texts(classes).texts(candidates);
    }

    static LineUp read(Unpacker unpacker) {
        return new LineUp(unpacker.text(), unpacker.text(), unpacker.texts(), unpacker.texts());
    }
}
