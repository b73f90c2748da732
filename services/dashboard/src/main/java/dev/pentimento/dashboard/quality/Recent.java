package dev.pentimento.dashboard.quality;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest labelled images of a version.
 *
 * @param imagesUntil end of the newest window with an image; null without images
 * @param window the newest window with enough labels; of the newest labelled window if none has enough; null without
 *     labels
 * @param span the hour that ends with the newest labelled window, or the part of it since a given time; null without
 *     labels
 */
public record Recent(
        @Nullable Instant imagesUntil,
        @Nullable Reading window,
        @Nullable Reading span) {

    /** How far the newest labels are behind the images; zero without labels. */
    public Duration behind() {
        return imagesUntil == null || span == null ? Duration.ZERO : Duration.between(span.to(), imagesUntil);
    }

    /** How long the newest window with an image is over; zero without images or if it has not ended. */
    public Duration quiet(Instant now) {
        return imagesUntil == null || now.isBefore(imagesUntil) ? Duration.ZERO : Duration.between(imagesUntil, now);
    }
}
