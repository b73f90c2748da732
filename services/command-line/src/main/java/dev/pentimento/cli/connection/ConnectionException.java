package dev.pentimento.cli.connection;

/** Kafka or a topic is not where it was looked for. */
public final class ConnectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConnectionException(String message) {
        super(message);
    }
}
