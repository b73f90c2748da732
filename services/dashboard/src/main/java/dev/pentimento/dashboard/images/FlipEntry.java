package dev.pentimento.dashboard.images;

import dev.pentimento.events.Outcome;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An image on which the arms disagree.
 *
 * @param label null if not known yet, or withdrawn
 */
public record FlipEntry(
        Kind kind,
        String imageId,
        int partition,
        long offset,
        Instant at,
        String version,
        @Nullable String source,
        MapPoint.Judged original,
        MapPoint.Judged corrected,
        @Nullable String label) {

    /** The effect of the correction. */
    public enum Kind {
        HELPED,
        HURT,
        BOTH_WRONG,
        UNLABELLED;

        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static FlipEntry of(Outcome outcome) {
        MapPoint.Judged original = new MapPoint.Judged(
                outcome.getOriginal().getLabel(), outcome.getOriginal().getConfidence());
        MapPoint.Judged corrected = new MapPoint.Judged(
                outcome.getCorrected().getLabel(), outcome.getCorrected().getConfidence());
        return new FlipEntry(
                kind(original, corrected, outcome.getLabel()),
                outcome.getImageId(),
                outcome.getImage().getPartition(),
                outcome.getImage().getOffset(),
                outcome.getImageTimestamp(),
                outcome.getModelVersion(),
                outcome.getSource(),
                original,
                corrected,
                outcome.getLabel());
    }

    static FlipEntry of(MapPoint point) {
        return new FlipEntry(
                kind(point.originalOpinion(), point.correctedOpinion(), point.label()),
                point.imageId(),
                point.partition(),
                point.offset(),
                point.at(),
                point.version(),
                point.source(),
                point.originalOpinion(),
                point.correctedOpinion(),
                point.label());
    }

    private static Kind kind(MapPoint.Judged original, MapPoint.Judged corrected, @Nullable String label) {
        if (label == null) {
            return Kind.UNLABELLED;
        }
        if (corrected.label().equals(label)) {
            return Kind.HELPED;
        }
        return original.label().equals(label) ? Kind.HURT : Kind.BOTH_WRONG;
    }
}
