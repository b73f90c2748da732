package dev.pentimento.learning.data;

import java.security.MessageDigest;

/** An image of a data set, loaded on request. */
public interface ImageContent {
    /**
     * The bytes of an image file, as sent to the images topic.
     *
     * @throws DatasetException naming the file if it cannot be read
     */
    byte[] bytes();

    /**
     * Adds the image's identity to a fingerprint. This is not always {@link #bytes()}: the bytes of a PNG made from
     * pixels depend on the machine's compressor.
     */
    default void addTo(MessageDigest digest) {
        digest.update(bytes());
    }
}
