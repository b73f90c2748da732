package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.judging.BatchAnswer.Answered;
import dev.pentimento.evaluation.judging.BatchAnswer.Unanswered;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.opinions.JudgedRows.CandidateFailure;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.serving.faults.Trial;
import dev.pentimento.serving.judges.Judge.Answers;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets every version of a lease judge a batch, each the section of its own encoder. */
public final class BatchJudging {
    private static final Logger LOG = LoggerFactory.getLogger(BatchJudging.class);

    private final EmbeddingBatch batch;
    private final Lease lease;
    private final LineUp lineUp;
    private final Trial trial;

    public BatchJudging(EmbeddingBatch batch, Lease lease) {
        this.batch = batch;
        this.lease = lease;
        LoadedVersion champion = lease.champion();
        trial = champion.trial();
        lineUp = new LineUp(
                champion.id(),
                champion.encoderId(),
                champion.classes(),
                lease.candidates().stream().map(LoadedVersion::id).toList());
    }

    /**
     * Judges the whole batch. If the champion cannot answer it, judges each image alone.
     *
     * @param timed runs a pass of the networks, and may measure its time
     * @throws dev.pentimento.serving.faults.MachineFaultException if no image is at fault
     */
    public List<BatchAnswer> answers(Function<Supplier<JudgedRows>, JudgedRows> timed) {
        int[] all = IntStream.range(0, batch.getImages().size()).toArray();
        try {
            return List.of(new Answered(timed.apply(() -> judge(all))));
        } catch (RuntimeException e) {
            trial.requireFaultOfRecords(e);
            String version = lease.champion().id();
            LOG.atWarn()
                    .addKeyValue("version", version)
                    .log("{} could not answer a batch, asking for each image: {}", version, e.getMessage());
            List<BatchAnswer> answers =
                    IntStream.of(all).mapToObj(row -> alone(row, timed)).toList();
            requireWorking();
            return answers;
        }
    }

    /** The machine may have failed between two images. */
    void requireWorking() {
        trial.requireWorking();
    }

    /** Judges one image. If an image gets no answer, call {@link #requireWorking} afterwards. */
    BatchAnswer alone(int row, Function<Supplier<JudgedRows>, JudgedRows> timed) {
        try {
            return new Answered(timed.apply(() -> judge(row)));
        } catch (RuntimeException e) {
            trial.requireUndecided(e);
            return new Unanswered(row, e);
        }
    }

    /**
     * @param rows which images of the batch
     * @throws RuntimeException if the champion's networks cannot answer
     */
    private JudgedRows judge(int... rows) {
        FloatMatrix embeddings = section(lease.champion()).select(rows);
        Answers answers = lease.champion().judge().judge(embeddings);
        FloatMatrix original = Probabilities.rounded(answers.original());
        FloatMatrix corrected =
                answers.corrected() == answers.original() ? original : Probabilities.rounded(answers.corrected());
        List<@Nullable FloatMatrix> candidates = new ArrayList<>();
        List<CandidateFailure> failures = new ArrayList<>();
        for (LoadedVersion candidate : lease.candidates()) {
            try {
                candidates.add(shadow(candidate, rows));
            } catch (RuntimeException e) {
                candidate.trial().requireUndecided(e);
                candidates.add(null);
                failures.add(new CandidateFailure(candidate.id(), String.valueOf(e.getMessage())));
            }
        }
        return new JudgedRows(lineUp, rows, embeddings, answers, original, corrected, candidates, failures);
    }

    private FloatMatrix shadow(LoadedVersion candidate, int... rows) {
        return Probabilities.rounded(
                candidate.judge().judge(section(candidate).select(rows)).corrected());
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
