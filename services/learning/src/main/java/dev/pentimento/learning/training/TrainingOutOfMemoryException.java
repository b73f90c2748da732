package dev.pentimento.learning.training;

/** A step needs more memory than is available. */
public final class TrainingOutOfMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingOutOfMemoryException(String phase, int step, Throwable cause) {
        super(
                "training of the " + phase + " ran out of memory at step " + step
                        + "; use a smaller batch, smaller images or a machine with more memory",
                cause);
    }

    /** Whether the engine or Java ran out of memory: the engine has no separate exception for it. */
    static boolean isMeant(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return thrown instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("not enough memory")
                || message.contains("can't allocate memory");
    }
}
