package dev.pentimento.cli.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * Shows the progress of a long task: one line that is rewritten in a terminal, a new line every ten seconds elsewhere.
 */
public final class Progress {
    private static final Duration WRITTEN_OVER_EVERY = Duration.ofMillis(200);
    private static final Duration A_LINE_EVERY = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final String what;
    private final InstantSource clock;
    private final Duration every;
    private final Instant start;
    private Duration next;

    /** @param what the counted items, such as {@code images sent} */
    public Progress(Terminal terminal, String what, InstantSource clock) {
        this.terminal = terminal;
        this.what = what;
        this.clock = clock;
        every = terminal.redrawsErr() ? WRITTEN_OVER_EVERY : A_LINE_EVERY;
        start = clock.instant();
        next = every;
    }

    /** @param total may change between calls */
    public void show(long done, long total) {
        Duration elapsed = Duration.between(start, clock.instant());
        if (elapsed.compareTo(next) < 0) {
            return;
        }
        next = elapsed.plus(every);
        String line = line(done, total, what, elapsed);
        if (terminal.redrawsErr()) {
            terminal.err().print(Terminal.CLEAR_LINE + line);
            terminal.err().flush();
        } else {
            terminal.note(line);
        }
    }

    /** Removes the line from the terminal. */
    public void clear() {
        if (terminal.redrawsErr()) {
            terminal.err().print(Terminal.CLEAR_LINE);
            terminal.err().flush();
        }
    }

    /** Count, rate and remaining time, estimated from the mean rate so far. */
    public static String line(long done, long total, String what, Duration elapsed) {
        String count = String.format(Locale.ROOT, "%,d of %,d %s", done, total, what);
        double seconds = elapsed.toNanos() / 1e9;
        if (done <= 0 || done >= total || seconds <= 0) {
            return count;
        }
        double rate = done / seconds;
        return String.format(
                Locale.ROOT, "%s, %,.0f per second, about %s left", count, rate, words(Duration.ofSeconds((long)
                        Math.ceil((total - done) / rate))));
    }

    private static String words(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 1
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
