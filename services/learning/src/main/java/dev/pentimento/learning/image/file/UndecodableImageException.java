package dev.pentimento.learning.image.file;

import org.jspecify.annotations.Nullable;

/**
 * These bytes cannot be decoded as an image. The message describes them, for the dead letter and for the producer.
 * Checked, because bytes from outside may always be invalid.
 */
public sealed class UndecodableImageException extends Exception permits ImageTooLargeException {
    private static final long serialVersionUID = 1L;

    UndecodableImageException(String message) {
        super(message);
    }

    UndecodableImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
