package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.drift.DriftCounting;
import dev.pentimento.evaluation.drift.DriftSampling;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.requests.RequestEvents;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Turns the arms' results for a batch into predictions, opinions for the labels, and drift counts. */
public final class JudgeOutputs {
    private final OpinionsByPartition opinions;
    private final DriftCounting counting;
    private final DriftSampling sampling;
    private final Duration retention;

    /**
     * @param partitions of the internal topic in which opinions are joined with labels
     * @param sampling shared by all tasks of the instance
     * @param retention how long an image waits for its label
     */
    public JudgeOutputs(int partitions, DriftCounting counting, DriftSampling sampling, Duration retention) {
        opinions = new OpinionsByPartition(partitions);
        this.counting = counting;
        this.sampling = sampling;
        this.retention = retention;
    }

    /**
     * Predictions come first, one for each judged row.
     *
     * @param at position of the batch's record
     * @param now time of the predictions
     * @param traces context of the trace of an image, by its index in the batch
     * @param drawing draws images for a label, in their order
     */
    List<JudgeOutput> of(
            EmbeddingBatch batch,
            RecordPosition at,
            JudgedRows judged,
            LoadedVersion champion,
            Instant now,
            IntFunction<SpanContext> traces,
            UnaryOperator<JudgedImage> drawing) {
        Reference reference = champion.reference();
        float[] displacements = judged.displacements(reference);
        Predictions predictions = new Predictions(judged, reference, displacements, batch.getEmbeddedAt(), now);
        List<JudgedImage> images = new ArrayList<>(judged.rows().length);
        List<JudgeOutput> outputs = new ArrayList<>();
        for (int i = 0; i < judged.rows().length; i++) {
            JudgedImage image = drawing.apply(judged.image(batch, at, i)).traced(traces.apply(judged.rows()[i]));
            images.add(image);
            outputs.add(new JudgeOutput.Predicted(predictions.of(image, i), image.trace()));
        }
        for (JudgedImage image : images) {
            if (image.drawing() != null) {
                outputs.add(new JudgeOutput.Requested(
                        RequestEvents.request(image, image.drawing(), retention), image.timestampMillis()));
            }
        }
        outputs.addAll(opinions.split(judged.lineUp(), images));
        double share = sampling.share(images.size());
        if (reference != null && DriftSampling.draws(at.getPartition(), at.getOffset(), share)) {
            DriftCounting.Moves moves = new DriftCounting.Moves(displacements, champion.displacement());
            outputs.add(new JudgeOutput.DriftCounts(counting.count(judged, images, reference, moves, share)));
        }
        return outputs;
    }
}
