package dev.pentimento.dashboard.images;

/** Embeddings are currently not available; the message says why. */
public final class EmbeddingsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddingsUnavailableException(String message) {
        super(message);
    }

    public EmbeddingsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
