package dev.pentimento.dashboard.images;

import dev.pentimento.events.Prediction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image on the map.
 *
 * @param change number of the latest change of the point: its arrival or its label
 * @param original position before the correction; null if the version has no reference
 * @param corrected position after the correction; likewise
 */
public record MapPoint(
        long change,
        String imageId,
        int partition,
        long offset,
        Instant at,
        String version,
        @Nullable String source,
        Judged originalOpinion,
        Judged correctedOpinion,
        @Nullable String label,
        float displacement,
        @Nullable Place original,
        @Nullable Place corrected,
        Vector vector) {

    /** Class and its probability, 0 to 1. */
    public record Judged(String label, float confidence) {}

    public record Place(float x, float y) {}

    /** The location of the embedding: a record in {@code embeddings}, a row in that record, and the encoder. */
    public record Vector(String encoder, int partition, long offset, int index) {}

    static MapPoint of(Prediction prediction, @Nullable String label, long change) {
        return new MapPoint(
                change,
                prediction.getImageId(),
                prediction.getImage().getPartition(),
                prediction.getImage().getOffset(),
                prediction.getImageTimestamp(),
                prediction.getModelVersion().intern(),
                prediction.getSource() == null ? null : prediction.getSource().intern(),
                new Judged(
                        prediction.getOriginal().getLabel().intern(),
                        prediction.getOriginal().getConfidence()),
                new Judged(
                        prediction.getCorrected().getLabel().intern(),
                        prediction.getCorrected().getConfidence()),
                label,
                prediction.getDisplacement(),
                place(prediction.getMapOriginal()),
                place(prediction.getMapCorrected()),
                new Vector(
                        prediction.getEncoderId().intern(),
                        prediction.getEmbedding().getPartition(),
                        prediction.getEmbedding().getOffset(),
                        prediction.getEmbedding().getIndex()));
    }

    MapPoint labelled(@Nullable String newLabel, long newChange) {
        return new MapPoint(
                newChange,
                imageId,
                partition,
                offset,
                at,
                version,
                source,
                originalOpinion,
                correctedOpinion,
                newLabel,
                displacement,
                original,
                corrected,
                vector);
    }

    /** Whether the two arms disagree. */
    public boolean flipped() {
        return !originalOpinion.label().equals(correctedOpinion.label());
    }

    private static @Nullable Place place(List<Float> coordinates) {
        return coordinates.size() < 2 ? null : new Place(coordinates.get(0), coordinates.get(1));
    }
}
