package dev.pentimento.embedding;

/** The service cannot continue. The message is a sentence for the operator. */
final class UnrecoverableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrecoverableException(String message) {
        super(message);
    }

    UnrecoverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
