package dev.pentimento.serving.loading;

import dev.pentimento.platform.models.ArtifactException;

/** The settings do not let this version be loaded. The version may be in order all the same. */
public final class UntrustedVersionException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    UntrustedVersionException(String message) {
        super(message);
    }
}
