package dev.pentimento.dashboard.web;

/** Embeddings cannot be had now; the message says why. */
public final class EmbeddingsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddingsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
