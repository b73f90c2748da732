package dev.pentimento.cli.process;

import java.util.function.IntConsumer;

/**
 * Ends the process when memory runs out in a thread without an error handler; another process takes over. The JVM's own
 * {@code ExitOnOutOfMemoryError} would also end it where a lack of memory affects only one image.
 */
public final class MemoryExit implements Thread.UncaughtExceptionHandler {
    /** The JVM's own exit code for this. */
    private static final int EXIT_CODE = 3;

    private final IntConsumer exit;

    MemoryExit(IntConsumer exit) {
        this.exit = exit;
    }

    /** Handles all threads of this process that have no handler of their own. */
    public static void install() {
        Thread.setDefaultUncaughtExceptionHandler(new MemoryExit(Runtime.getRuntime()::halt));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            System.err.println("pentimento: the thread " + thread.getName() + " ends: " + failure);
            failure.printStackTrace();
        } finally {
            if (failure instanceof OutOfMemoryError) {
                exit.accept(EXIT_CODE);
            }
        }
    }
}
