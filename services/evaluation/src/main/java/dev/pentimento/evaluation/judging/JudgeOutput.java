package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.drift.DriftBatch;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.Prediction;
import io.opentelemetry.api.trace.SpanContext;

/** The output of judging to other steps and to topics. */
public sealed interface JudgeOutput {
    /** @param trace context of the image's trace; invalid if it has none */
    record Predicted(Prediction event, SpanContext trace) implements JudgeOutput {}

    /** @param partition of the labels of these images */
    record OpinionsForLabels(int partition, OpinionBatch batch) implements JudgeOutput {}

    /**
     * An image that is worth a label.
     *
     * @param timestampMillis timestamp of the image's record
     */
    record Requested(LabelRequest event, long timestampMillis) implements JudgeOutput {}

    record DriftCounts(DriftBatch batch) implements JudgeOutput {}

    record Refused(DeadLetter letter) implements JudgeOutput {}
}
