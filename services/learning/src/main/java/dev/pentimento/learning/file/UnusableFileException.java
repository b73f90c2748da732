package dev.pentimento.learning.file;

/** A file of tensors or a network that cannot be used; the message says why. */
public final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnusableFileException(String message) {
        super(message);
    }

    public UnusableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
