package dev.pentimento.platform.settings;

/** A setting that is unknown, missing or out of range; the message names it, its value and the allowed values. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
