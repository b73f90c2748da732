package dev.pentimento.learning.inference;

/** A network returned values that are not finite; the message names it. */
public final class UnusableOutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableOutputException(String message) {
        super(message);
    }
}
