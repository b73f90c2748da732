package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.Judge.Answers;
import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the arms said of some images of a batch.
 *
 * @param rows which images of the batch
 * @param embeddings of the champion's encoder, one row for each of {@code rows}
 * @param original rounded probabilities
 * @param corrected the very same matrix where the correction is the identity
 * @param candidates in the order of the line-up; null: could not answer
 */
record JudgedRows(
        LineUp lineUp,
        int[] rows,
        FloatMatrix embeddings,
        Answers answers,
        FloatMatrix original,
        FloatMatrix corrected,
        List<@Nullable FloatMatrix> candidates) {

    Opinions opinions(int index) {
        float[] before = original.row(index);
        float[] after = corrected == original ? before : corrected.row(index);
        List<float @Nullable []> shadows = new ArrayList<>(candidates.size());
        for (FloatMatrix candidate : candidates) {
            shadows.add(candidate == null ? null : candidate.row(index));
        }
        return new Opinions(before, after, shadows);
    }

    boolean moved() {
        return answers.correctedEmbeddings() != embeddings;
    }

    /** By row; 0 where there is no correction, or nothing to measure its moves by. */
    float[] displacements(@Nullable Reference reference) {
        return reference == null || !moved()
                ? new float[rows.length]
                : reference.drift().displacements(embeddings, answers.correctedEmbeddings());
    }
}
