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

    /** Root mean square, over the dimensions, of the correction's move in the reference's standard deviations. */
    float[] displacements(@Nullable Reference reference) {
        float[] displacements = new float[rows.length];
        if (reference == null || !moved()) {
            return displacements;
        }
        double[] deviation = reference.drift().standardDeviation();
        for (int row = 0; row < rows.length; row++) {
            double sum = 0;
            int counted = 0;
            for (int i = 0; i < deviation.length; i++) {
                if (deviation[i] > 0) {
                    double move = (answers.correctedEmbeddings().at(row, i) - embeddings.at(row, i)) / deviation[i];
                    sum += move * move;
                    counted++;
                }
            }
            displacements[row] = counted == 0 ? 0 : (float) Math.sqrt(sum / counted);
        }
        return displacements;
    }
}
