package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Judged images of one batch on their way to where their labels come: one record for all of them that go to the same
 * partition, since a record costs more than an image in it.
 */
record OpinionBatch(LineUp lineUp, List<JudgedImage> images) {
    OpinionBatch {
        images = List.copyOf(images);
    }

    byte[] toBytes() {
        Packer packer = new Packer();
        lineUp.write(packer);
        packer.number(images.size());
        for (JudgedImage image : images) {
            packer.text(image.id());
            image.write(packer);
        }
        return packer.toBytes();
    }

    static OpinionBatch fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        LineUp lineUp = LineUp.read(unpacker);
        int size = unpacker.count();
        List<JudgedImage> images = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            images.add(JudgedImage.read(unpacker, unpacker.text(), lineUp));
        }
        return new OpinionBatch(lineUp, images);
    }
}
