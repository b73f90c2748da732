package dev.pentimento.registry;

/**
 * Another writer has claimed the log in the meantime. Nothing more will be appended. Whether the changes were appended
 * can be seen in the log after the next claim; almost always they were not.
 */
final class ClaimLostException extends Exception {
    private static final long serialVersionUID = 1L;

    ClaimLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
