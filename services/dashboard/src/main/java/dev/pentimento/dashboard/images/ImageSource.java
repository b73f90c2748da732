package dev.pentimento.dashboard.images;

import dev.pentimento.events.Image;
import java.util.Optional;

/** Where images come from. */
public interface ImageSource {
    /** @return empty: no image with this id is at these coordinates, or no longer */
    Optional<Image> read(int partition, long offset, String imageId);
}
