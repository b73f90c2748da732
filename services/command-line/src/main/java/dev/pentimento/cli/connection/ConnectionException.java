package dev.pentimento.cli.connection;

/** No broker answers, or a topic does not exist. */
public final class ConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConnectionException(String message) {
        super(message);
    }
}
