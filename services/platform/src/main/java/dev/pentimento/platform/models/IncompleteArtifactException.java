package dev.pentimento.platform.models;

/** Chunks of a file are not to be seen: they may be on their way, or may never have been written. */
public final class IncompleteArtifactException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    /** @param message which file lacks which chunks, and how long was waited */
    public IncompleteArtifactException(String message) {
        super(message);
    }
}
