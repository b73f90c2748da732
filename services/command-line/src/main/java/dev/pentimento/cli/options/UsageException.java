package dev.pentimento.cli.options;

import org.jspecify.annotations.Nullable;

/**
 * Options that are wrong or cannot be combined. The command prints the message and a hint to use {@code --help}; exit
 * code 2.
 */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
