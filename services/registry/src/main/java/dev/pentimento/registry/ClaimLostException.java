package dev.pentimento.registry;

/**
 * Another writer has claimed the log in the meantime. Nothing is appended later; whether it was appended is in the log after
 * the next claim, almost always not.
 */
final class ClaimLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ClaimLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
