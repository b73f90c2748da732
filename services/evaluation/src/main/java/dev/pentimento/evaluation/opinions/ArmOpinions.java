package dev.pentimento.evaluation.opinions;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The opinion of every arm of a line-up about one image, as probabilities rounded by {@link Probabilities}.
 *
 * @param corrected the same array object as {@code original} if the correction is the identity
 * @param candidates in the order of the line-up; null: no opinion about this image
 */
public record ArmOpinions(float[] original, float[] corrected, List<float @Nullable []> candidates) {
    private static final int SAME = 1;

    public ArmOpinions {
        candidates = Collections.unmodifiableList(new ArrayList<>(candidates));
    }

    /** Passes on the version and the probabilities of each candidate that has an opinion. */
    public void forEachCandidate(LineUp lineUp, BiConsumer<String, float[]> action) {
        for (int i = 0; i < candidates.size(); i++) {
            float[] candidate = candidates.get(i);
            if (candidate != null) {
                action.accept(lineUp.candidates().get(i), candidate);
            }
        }
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

    static ArmOpinions read(Unpacker unpacker, LineUp lineUp) {
        int classes = lineUp.classes().size();
        boolean same = unpacker.raw() == SAME;
        float[] original = Probabilities.read(unpacker, classes);
        float[] corrected = same ? original : Probabilities.read(unpacker, classes);
        List<float @Nullable []> candidates = new ArrayList<>();
        for (int i = 0; i < lineUp.candidates().size(); i++) {
            candidates.add(unpacker.raw() == 0 ? null : Probabilities.read(unpacker, classes));
        }
        return new ArmOpinions(original, corrected, candidates);
    }
}
