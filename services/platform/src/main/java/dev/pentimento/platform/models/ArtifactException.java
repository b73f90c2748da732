package dev.pentimento.platform.models;

/** A file of a version that is missing from the topic or is not what the version says. */
public class ArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message which file, what is wrong with it, and how long was waited */
    public ArtifactException(String message) {
        super(message);
    }
}
