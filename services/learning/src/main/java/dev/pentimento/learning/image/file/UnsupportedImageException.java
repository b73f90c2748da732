package dev.pentimento.learning.image.file;

import java.io.IOException;

/** An image is not damaged, but of a kind that is not read; the message says which, and what to do. */
final class UnsupportedImageException extends IOException {
    private static final long serialVersionUID = 1;

    UnsupportedImageException(String message) {
        super(message);
    }
}
