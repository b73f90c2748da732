package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Who judged an image: the same for all images of a batch and for long stretches of the stream, so that images refer to
 * it.
 *
 * @param champion version that answered
 * @param encoderId SHA-256 of its encoder
 * @param classes names, in the order of every arm's probabilities
 * @param candidates versions judged in shadow
 */
record LineUp(String champion, String encoderId, List<String> classes, List<String> candidates) {
    LineUp {
        classes = List.copyOf(classes);
        candidates = List.copyOf(candidates);
    }

    void write(Packer packer) {
        packer.text(champion).text(encoderId);
        writeAll(packer, classes);
        writeAll(packer, candidates);
    }

    static LineUp read(Unpacker unpacker) {
        return new LineUp(unpacker.text(), unpacker.text(), readAll(unpacker), readAll(unpacker));
    }

    private static void writeAll(Packer packer, List<String> values) {
        packer.number(values.size());
        values.forEach(packer::text);
    }

    private static List<String> readAll(Unpacker unpacker) {
        int size = unpacker.count();
        List<String> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(unpacker.text());
        }
        return values;
    }
}
