package dev.pentimento.platform.models;

/** A file of a version is missing from the topic, or differs from the version's record. */
public class ArtifactException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message names the file, the error, and how long the reader waited */
    public ArtifactException(String message) {
        super(message);
    }
}
