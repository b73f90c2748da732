package dev.pentimento.dashboard.images;

import dev.pentimento.events.Image;
import java.util.Optional;

/** The source of images. */
public interface ImageSource {
    /** @return empty if there is no image with this id at this position, or no longer */
    Optional<Image> read(int partition, long offset, String imageId);
}
