package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.List;

/**
 * Judged images of one batch on their way to the partition of their labels. All images for one partition share a
 * record, because a record costs more than an image in it. The contexts of their traces are in a header of the record.
 */
public record OpinionBatch(LineUp lineUp, List<JudgedImage> images) {
    public static final VersionedFormat<OpinionBatch> FORMAT =
            VersionedFormat.first(OpinionBatch::write, OpinionBatch::read);

    public OpinionBatch {
        images = List.copyOf(images);
    }

    private void write(Packer packer) {
        lineUp.write(packer);
        packer.list(images, (image, each) -> image.write(each.text(image.id())));
    }

    private static OpinionBatch read(Unpacker unpacker) {
        LineUp lineUp = LineUp.read(unpacker);
        return new OpinionBatch(lineUp, unpacker.list(image -> JudgedImage.read(image, image.text(), lineUp)));
    }
}
