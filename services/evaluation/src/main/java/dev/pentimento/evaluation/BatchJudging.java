package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.Judge.Answers;
import dev.pentimento.evaluation.models.Lease;
import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks every version of a lease about a batch, each about the section of its own encoder. */
final class BatchJudging {
    private final EmbeddingBatch batch;
    private final Lease lease;
    private final LineUp lineUp;
    private final BiConsumer<LoadedVersion, RuntimeException> candidateFailed;

    BatchJudging(EmbeddingBatch batch, Lease lease, BiConsumer<LoadedVersion, RuntimeException> candidateFailed) {
        this.batch = batch;
        this.lease = lease;
        this.candidateFailed = candidateFailed;
        LoadedVersion champion = lease.champion();
        lineUp = new LineUp(
                champion.id(),
                champion.encoderId(),
                champion.classes(),
                lease.candidates().stream().map(LoadedVersion::id).toList());
    }

    /**
     * @param rows which images of the batch
     * @throws RuntimeException if the champion's networks cannot answer
     */
    JudgedRows judge(int[] rows) {
        FloatMatrix embeddings = section(lease.champion()).select(rows);
        Answers answers = lease.champion().judge().judge(embeddings);
        FloatMatrix original = Probabilities.rounded(answers.original());
        FloatMatrix corrected =
                answers.corrected() == answers.original() ? original : Probabilities.rounded(answers.corrected());
        List<@Nullable FloatMatrix> candidates = new ArrayList<>();
        for (LoadedVersion candidate : lease.candidates()) {
            candidates.add(shadow(candidate, rows));
        }
        return new JudgedRows(lineUp, rows, embeddings, answers, original, corrected, candidates);
    }

    /** A candidate that fails harms nobody but itself. */
    private @Nullable FloatMatrix shadow(LoadedVersion candidate, int[] rows) {
        try {
            return Probabilities.rounded(
                    candidate.judge().judge(section(candidate).select(rows)).corrected());
        } catch (RuntimeException e) {
            candidateFailed.accept(candidate, e);
            return null;
        }
    }

    private FloatMatrix section(LoadedVersion version) {
        for (EmbeddingSection section : batch.getSections()) {
            if (section.getEncoderId().equals(version.encoderId())) {
                return FloatMatrix.fromLittleEndian(section.getVectors(), section.getDimensions());
            }
        }
        throw new IllegalStateException("the batch has no section of encoder " + version.encoderId());
    }
}
