package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CandidateOpinion;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.statistics.requests.Draw;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.requests.RequestBudget;
import dev.pentimento.statistics.requests.RequestBudget.Past;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Guarantee: each image is requested exactly once that a recount from the predictions alone draws, and no other. */
public final class RequestsMatchRecount {
    private static final Comparator<EmbeddingPosition> ORDER =
            Comparator.comparingLong(EmbeddingPosition::getOffset).thenComparingInt(EmbeddingPosition::getIndex);

    private RequestsMatchRecount() {}

    /** @param budget of each partition of embeddings */
    public static void check(List<Prediction> predictions, List<LabelRequest> requests, RequestBudget budget) {
        assertThat(requests.stream()
                        .map(each -> position(each.getImage()) + " " + each.getImageId() + " "
                                + each.getDrawing().getProbability())
                        .toList())
                .as("label requests")
                .containsExactlyInAnyOrderElementsOf(recount(predictions, budget));
    }

    private static List<String> recount(List<Prediction> predictions, RequestBudget budget) {
        Map<Integer, Past> pasts = new HashMap<>();
        List<String> drawn = new ArrayList<>();
        predictions.stream()
                .sorted(Comparator.comparing(Prediction::getEmbedding, ORDER))
                .forEach(prediction -> {
                    int partition = prediction.getEmbedding().getPartition();
                    Past past = pasts.getOrDefault(partition, Past.NONE);
                    boolean flip = flip(prediction);
                    Drawing drawing =
                            past.levels() == null ? null : past.levels().of(flip);
                    RecordPosition at = prediction.getImage();
                    boolean requested = drawing != null && Draw.draws(drawing, at.getPartition(), at.getOffset());
                    if (requested) {
                        drawn.add(position(at) + " " + prediction.getImageId() + " " + drawing.probability());
                    }
                    pasts.put(
                            partition,
                            budget.after(past, prediction.getImageTimestamp().toEpochMilli(), flip, requested));
                });
        return drawn;
    }

    private static String position(RecordPosition at) {
        return at.getPartition() + "-" + at.getOffset();
    }

    private static boolean flip(Prediction prediction) {
        String champion = prediction.getCorrected().getLabel();
        return !prediction.getOriginal().getLabel().equals(champion)
                || prediction.getCandidates().stream()
                        .map(CandidateOpinion::getOpinion)
                        .anyMatch(each -> !each.getLabel().equals(champion));
    }
}
