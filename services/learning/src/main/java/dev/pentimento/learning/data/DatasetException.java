package dev.pentimento.learning.data;

import org.jspecify.annotations.Nullable;

/** A data set cannot be read or used. The message names the file and says what was expected. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
