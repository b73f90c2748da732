package dev.pentimento.cli.stack;

/** The local stack cannot start or continue. The message gives the reason. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
