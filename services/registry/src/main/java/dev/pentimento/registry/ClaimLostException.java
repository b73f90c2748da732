package dev.pentimento.registry;

/** Another writer has claimed the log since: nothing was written. */
final class ClaimLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ClaimLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
