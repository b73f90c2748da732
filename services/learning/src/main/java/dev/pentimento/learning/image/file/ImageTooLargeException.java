package dev.pentimento.learning.image.file;

/**
 * Decoding this image takes more memory or time than allowed. The message gives the image's size, what it needs, and
 * the limit with its name.
 */
public final class ImageTooLargeException extends UndecodableImageException {
    private static final long serialVersionUID = 1L;

    /** @param message what the image needs and what is allowed */
    public ImageTooLargeException(String message) {
        super(message);
    }
}
