package dev.pentimento.evaluation.opinions;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.serving.judges.Judge.Answers;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arms' results for some images of a batch.
 *
 * @param rows which images of the batch
 * @param embeddings of the champion's encoder, one row for each of {@code rows}
 * @param original rounded probabilities
 * @param corrected the same matrix object if the correction is the identity
 * @param candidates in the order of the line-up; null: could not answer
 * @param failures why candidates could not answer
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record JudgedRows(
        LineUp lineUp,
        int[] rows,
        FloatMatrix embeddings,
        Answers answers,
        FloatMatrix original,
        FloatMatrix corrected,
        List<@Nullable FloatMatrix> candidates,
        List<CandidateFailure> failures) {
    /** A candidate gave no answer, which does not affect any other version. */
    public record CandidateFailure(String version, String message) {}

    public ArmOpinions opinions(int index) {
        float[] before = original.row(index);
        float[] after = corrected == original ? before : corrected.row(index);
        List<float @Nullable []> shadows = new ArrayList<>(candidates.size());
        for (FloatMatrix candidate : candidates) {
            shadows.add(candidate == null ? null : candidate.row(index));
        }
        return new ArmOpinions(before, after, shadows);
    }

    /**
     * One of the judged images.
     *
     * @param batch that was judged
     * @param at position of the batch's record
     * @param index among the judged rows
     */
    public JudgedImage image(EmbeddingBatch batch, RecordPosition at, int index) {
        EmbeddedImage image = batch.getImages().get(rows[index]);
        return new JudgedImage(
                image.getId(),
                new RecordPosition(batch.getImagePartition(), image.getOffset()),
                new EmbeddingPosition(at.getPartition(), at.getOffset(), rows[index]),
                EventTime.imageTime(image, batch),
                image.getCapturedAt(),
                image.getSource(),
                lineUp,
                opinions(index));
    }

    /** Whether there is a correction. */
    public boolean moved() {
        return answers.correctedEmbeddings() != embeddings;
    }

    /** How far the correction moved each row; 0 without a correction, or without a reference to measure it against. */
    public float[] displacements(@Nullable Reference reference) {
        return reference == null || !moved()
                ? new float[rows.length]
                : reference.drift().displacements(embeddings, answers.correctedEmbeddings());
    }
}
