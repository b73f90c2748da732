package dev.pentimento.evaluation.state;

/** Stored bytes cannot be read: they are damaged, or a later release wrote them. */
public final class UnreadableStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableStateException(String message) {
        super(message);
    }

    public UnreadableStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
