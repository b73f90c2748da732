package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.ImageTooLargeException;
import dev.pentimento.learning.image.file.Stopwatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * The limits of decoding: memory for all threads that share this budget, and CPU time per image. An image waits until
 * there is enough memory. Images are admitted in the order in which they started to wait, so a large one is not
 * overtaken forever. A thread must not request memory while it holds some.
 *
 * <p>Time is the thread's CPU time, not wall-clock time: a machine that is busy or pauses for a minute must not make an
 * image undecodable.
 */
public final class DecodingBudget {
    /** Decoding takes the heap divided by this number, unless a setting says otherwise. */
    public static final int SHARE_OF_HEAP = 4;

    /** CPU time for one image unless a setting says otherwise; a photograph of 64 megapixels takes about a second. */
    public static final Duration TIME = Duration.ofSeconds(10);

    private static final long UNIT = 1024;
    private static final DecodingBudget STANDARD = new DecodingBudget(
            bytesOfHeap(), "a quarter of the heap, which -Xmx sets", TIME, "the limit for one image", processorTime());

    private final long bytes;
    private final String memoryName;
    private final Duration time;
    private final String timeName;
    private final LongSupplier clock;
    private final Semaphore units;

    /** @param clock CPU time of the calling thread, in nanoseconds */
    DecodingBudget(long bytes, String memoryName, Duration time, String timeName, LongSupplier clock) {
        if (bytes < UNIT) {
            throw new IllegalArgumentException(memoryName + " must be " + UNIT + " bytes or more: " + bytes);
        }
        this.bytes = bytes;
        this.memoryName = memoryName;
        this.time = time;
        this.timeName = timeName;
        this.clock = clock;
        this.units = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytes / UNIT), true);
    }

    /**
     * A budget set by the user.
     *
     * @param memorySetting name of the setting of {@code bytes}, for messages
     * @param timeSetting name of the setting of {@code time}, for messages
     */
    public static DecodingBudget of(long bytes, String memorySetting, Duration time, String timeSetting) {
        return new DecodingBudget(bytes, memorySetting, time, timeSetting, processorTime());
    }

    /** The budget shared by all decoders of this process without their own budget. */
    static DecodingBudget standard() {
        return STANDARD;
    }

    /** A quarter of the heap's largest size, in bytes. */
    public static long bytesOfHeap() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /**
     * Waits until there is enough memory.
     *
     * @param needed bytes
     * @throws ImageTooLargeException if there never will be enough
     */
    Room admit(ImageFile image, long needed) throws ImageTooLargeException {
        if (needed < 0 || needed > bytes) { // a number that overflowed is too large
            throw new ImageTooLargeException(image + " needs " + mebibytes(needed)
                    + " of memory to be decoded, more than " + mebibytes(bytes) + " (" + memoryName + ")");
        }
        int taken = (int) Math.min(Integer.MAX_VALUE, needed / UNIT);
        units.acquireUninterruptibly(taken);
        return () -> units.release(taken);
    }

    /** Starts measuring the time of one image. */
    Stopwatch stopwatch(ImageFile image) {
        return new Stopwatch(
                clock,
                time,
                () -> image + " takes more than " + time.toMillis() / 1000.0 + " s of CPU time to be decoded ("
                        + timeName + ")");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }

    private static LongSupplier processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Memory held by an image. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }
}
