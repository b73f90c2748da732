package dev.pentimento.platform.models;

/** Chunks of a file are not visible: a transaction may still be open, or they were never written. */
public final class IncompleteArtifactException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    /** @param message names the file, the chunks, and how long the reader waited */
    public IncompleteArtifactException(String message) {
        super(message);
    }
}
