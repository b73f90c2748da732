package dev.pentimento.learning.inference;

/** A network gave values that are no numbers; the message names it. */
public final class UnusableOutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableOutputException(String message) {
        super(message);
    }
}
