package dev.pentimento.cli.models;

/** A network that a user brings cannot be used; the message names the file and the reason. */
final class UnusableNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableNetworkException(String message) {
        super(message);
    }
}
