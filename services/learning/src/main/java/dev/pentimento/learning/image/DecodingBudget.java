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
 * What decoding may take: memory for all threads that share this budget, and processor time for each image. An image
 * waits until there is room for it; the first that waits is the first admitted, so a large one is not overtaken for ever. A
 * thread must not ask for room while it has some.
 *
 * <p>Time is that of the thread, not of the clock on the wall: a machine that is busy or stops for a minute must not make
 * an image undecodable.
 */
public final class DecodingBudget {
    /** The share of the heap, as its divisor, that decoding takes unless a setting says otherwise. */
    public static final int SHARE_OF_HEAP = 4;

    /** Processor time for one image unless a setting says otherwise; 64 megapixels of photograph take about a second. */
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

    /** @param clock nanoseconds that the calling thread has worked */
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
     * @param memorySetting names the setting of {@code bytes} in messages
     * @param timeSetting names the setting of {@code time}
     */
    public static DecodingBudget of(long bytes, String memorySetting, Duration time, String timeSetting) {
        return new DecodingBudget(bytes, memorySetting, time, timeSetting, processorTime());
    }

    /** The budget of all decoders of this process that have none of their own. */
    static DecodingBudget standard() {
        return STANDARD;
    }

    /** A quarter of the heap's largest size, in bytes. */
    public static long bytesOfHeap() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /**
     * Waits until there is room.
     *
     * @param needed bytes
     * @throws ImageTooLargeException if there never will be
     */
    Room admit(ImageFile image, long needed) throws ImageTooLargeException {
        if (needed > bytes) {
            throw new ImageTooLargeException(image + " needs " + mebibytes(needed)
                    + " of memory to be decoded, more than " + mebibytes(bytes) + " (" + memoryName + ")");
        }
        int taken = (int) Math.min(Integer.MAX_VALUE, needed / UNIT);
        units.acquireUninterruptibly(taken);
        return () -> units.release(taken);
    }

    /** Starts the time of one image. */
    Stopwatch stopwatch(ImageFile image) {
        return new Stopwatch(
                clock,
                time,
                image + " takes more than " + time.toMillis() / 1000.0 + " s of processor time to be decoded ("
                        + timeName + ")");
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (1024.0 * 1024.0));
    }

    private static LongSupplier processorTime() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Memory that an image has. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }
}
