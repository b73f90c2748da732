package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.Probabilities;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts a judged batch against the reference of the version that answered it. */
public final class DriftCounting {
    private static final int EXAMPLES = 2;

    private final EventTime time;

    public DriftCounting(EventTime time) {
        this.time = time;
    }

    private record Part(@Nullable String source, long windowStartMillis) {}

    /**
     * How the correction moved the embeddings.
     *
     * @param displacements one for each judged row
     * @param clean null: there is no correction, or no reference for comparison
     */
    @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
    public record Moves(float[] displacements, Displacement.@Nullable Clean clean) {
        @Nullable
        Displacement of(int[] rows) {
            if (clean == null) {
                return null;
            }
            Displacement sum = Displacement.none(clean);
            for (int row : rows) {
                sum = sum.plus(displacements[row]);
            }
            return sum;
        }
    }

    /**
     * @param images one for each judged row
     * @param share of all batches that is counted
     */
    public DriftBatch count(
            JudgedRows judged, List<JudgedImage> images, Reference reference, Moves moves, double share) {
        Map<Part, List<Integer>> parts = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            Part part = new Part(images.get(i).source(), time.windowStart(images.get(i)));
            parts.computeIfAbsent(part, none -> new ArrayList<>()).add(i);
        }
        List<DriftBatch.Group> groups = new ArrayList<>();
        parts.forEach((part, rows) -> groups.add(group(part, rows, judged, images, reference, moves)));
        LineUp lineUp = judged.lineUp();
        return new DriftBatch(reference.id(), lineUp.encoderId(), lineUp.champion(), share, groups);
    }

    private static DriftBatch.Group group(
            Part part,
            List<Integer> rows,
            JudgedRows judged,
            List<JudgedImage> images,
            Reference reference,
            Moves moves) {
        int[] chosen = rows.stream().mapToInt(Integer::intValue).toArray();
        boolean all = chosen.length == images.size();
        FloatMatrix embeddings = all ? judged.embeddings() : judged.embeddings().select(chosen);
        FloatMatrix logits = judged.answers().originalLogits();
        int[] predicted = new int[chosen.length];
        float[] margins = new float[chosen.length];
        float[] confidences = new float[chosen.length];
        long last = 0;
        for (int i = 0; i < chosen.length; i++) {
            predicted[i] = Probabilities.best(images.get(chosen[i]).opinions().original());
            confidences[i] = images.get(chosen[i]).opinions().original()[predicted[i]];
            margins[i] = margin(logits, chosen[i]);
            last = Math.max(last, images.get(chosen[i]).timestampMillis());
        }
        List<String> examples =
                rows.stream().limit(EXAMPLES).map(row -> images.get(row).id()).toList();
        long[] sums = reference
                .drift()
                .sums(embeddings, predicted, margins, confidences)
                .toArray();
        return new DriftBatch.Group(part.source(), part.windowStartMillis(), sums, moves.of(chosen), last, examples);
    }

    /** Largest logit minus the second largest; 0 if there is only one. */
    private static float margin(FloatMatrix logits, int row) {
        float first = Float.NEGATIVE_INFINITY;
        float second = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.columns(); i++) {
            float value = logits.at(row, i);
            second = Math.max(second, Math.min(first, value));
            first = Math.max(first, value);
        }
        return logits.columns() < 2 ? 0 : first - second;
    }
}
