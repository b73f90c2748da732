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

    /** How far the labels are behind the images; zero without labels. */
    public Duration behind() {
        return imagesUntil == null || window == null ? Duration.ZERO : Duration.between(window.to(), imagesUntil);
    }
}
