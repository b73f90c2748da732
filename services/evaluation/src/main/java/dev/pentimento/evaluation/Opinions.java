package dev.pentimento.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every arm of a line-up says of one image, as probabilities rounded by {@link Probabilities}.
 *
 * @param corrected the very same array as {@code original} where the correction is the identity
 * @param candidates in the order of the line-up; null where one has no opinion of this image
 */
record Opinions(float[] original, float[] corrected, List<float @Nullable []> candidates) {
    private static final int SAME = 1;

    Opinions {
        candidates = Collections.unmodifiableList(new ArrayList<>(candidates));
    }

    void write(Packer packer) {
        boolean same = corrected == original;
        packer.raw(same ? SAME : 0);
        Probabilities.write(packer, original);
        if (!same) {
            Probabilities.write(packer, corrected);
        }
        for (float @Nullable [] candidate : candidates) {
            packer.raw(candidate == null ? 0 : 1);
            if (candidate != null) {
                Probabilities.write(packer, candidate);
            }
        }
    }

    static Opinions read(Unpacker unpacker, LineUp lineUp) {
        int classes = lineUp.classes().size();
        boolean same = unpacker.raw() == SAME;
        float[] original = Probabilities.read(unpacker, classes);
        float[] corrected = same ? original : Probabilities.read(unpacker, classes);
        List<float @Nullable []> candidates = new ArrayList<>();
        for (int i = 0; i < lineUp.candidates().size(); i++) {
            candidates.add(unpacker.raw() == 0 ? null : Probabilities.read(unpacker, classes));
        }
        return new Opinions(original, corrected, candidates);
    }
}
