package dev.pentimento.learning.data;

import org.jspecify.annotations.Nullable;

/**
 * One image of a data set.
 *
 * @param id unique in its data set, and the same whenever and wherever the data set is opened
 * @param image loads the image
 * @param label the class; empty if the data set has none for it
 * @param source origin of the image (a device, a hospital), by which quality can be sliced; may be unknown
 */
public record Example(
        String id,
        ImageContent image,
        @Nullable String label,
        @Nullable String source) {
    public Example {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an example needs an id");
        }
    }

    /** The bytes of an image file; see {@link ImageContent#bytes()}. */
    public byte[] content() {
        return image.bytes();
    }

    /** The same example with another image, for instance a corrupted one. */
    public Example withImage(ImageContent other) {
        return new Example(id, other, label, source);
    }
}
