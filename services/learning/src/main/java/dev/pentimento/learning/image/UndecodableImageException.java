package dev.pentimento.learning.image;

import org.jspecify.annotations.Nullable;

/**
 * These bytes cannot be made an image. The message says what they look like, in plain words, for the dead letter and
 * for whoever sent them. Checked, since bytes from outside may always be wrong.
 */
public final class UndecodableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    UndecodableImageException(String message) {
        super(message);
    }

    UndecodableImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
