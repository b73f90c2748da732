package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionEvents;
import dev.pentimento.events.Prediction;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the predictions of one batch. */
final class Predictions {
    private final Instant embeddedAt;
    private final Instant predictedAt;
    private final @Nullable FloatMatrix before;
    private final @Nullable FloatMatrix after;
    private final float[] displacements;
    private final boolean[] unfamiliar;

    /** @param displacements one for each judged row */
    Predictions(
            JudgedRows judged,
            @Nullable Reference reference,
            float[] displacements,
            Instant embeddedAt,
            Instant predictedAt) {
        this.embeddedAt = embeddedAt;
        this.predictedAt = predictedAt;
        this.displacements = displacements;
        unfamiliar = reference == null
                ? new boolean[judged.rows().length]
                : reference.drift().unfamiliar(judged.embeddings());
        before = reference == null ? null : reference.drift().map(judged.embeddings());
        after = reference == null || !judged.moved()
                ? before
                : reference.drift().map(judged.answers().correctedEmbeddings());
    }

    /** @param index row among the judged ones */
    Prediction of(JudgedImage image, int index) {
        LineUp lineUp = image.lineUp();
        return Prediction.newBuilder()
                .setImageId(image.id())
                .setModelVersion(lineUp.champion())
                .setEncoderId(lineUp.encoderId())
                .setOriginal(OpinionEvents.opinion(lineUp, image.opinions().original()))
                .setCorrected(OpinionEvents.opinion(lineUp, image.opinions().corrected()))
                .setCandidates(OpinionEvents.candidates(lineUp, image.opinions()))
                .setSource(image.source())
                .setImage(image.image())
                .setEmbedding(image.embedding())
                .setImageTimestamp(Instant.ofEpochMilli(image.timestampMillis()))
                .setCapturedAt(image.capturedAt())
                .setEmbeddedAt(embeddedAt)
                .setPredictedAt(predictedAt)
                .setDisplacement(displacements[index])
                .setUnfamiliar(unfamiliar[index])
                .setMapOriginal(place(before, index))
                .setMapCorrected(place(after, index))
                .build();
    }

    private static List<Float> place(@Nullable FloatMatrix places, int index) {
        return places == null ? List.of() : List.of(places.at(index, 0), places.at(index, 1));
    }
}
