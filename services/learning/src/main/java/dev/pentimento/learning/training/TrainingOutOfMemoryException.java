package dev.pentimento.learning.training;

/** A step needs more memory than there is. */
public final class TrainingOutOfMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingOutOfMemoryException(String phase, int step, Throwable cause) {
        super(
                "training of the " + phase + " ran out of memory at step " + step
                        + "; use a smaller batch, smaller images or a machine with more memory",
                cause);
    }

    /** Whether an engine or Java says so: the engine has no exception of its own for it. */
    static boolean isMeant(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("not enough memory")
                || message.contains("can't allocate memory");
    }
}
