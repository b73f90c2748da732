package dev.pentimento.serving.loading;

import dev.pentimento.platform.models.ArtifactException;

/** The settings do not allow this version to be loaded. The version itself may be valid. */
public final class UntrustedVersionException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    UntrustedVersionException(String message) {
        super(message);
    }
}
