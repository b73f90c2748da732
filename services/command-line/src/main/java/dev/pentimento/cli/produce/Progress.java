package dev.pentimento.cli.produce;

import dev.pentimento.cli.process.Terminal;
import java.time.Duration;
import java.util.Locale;

/** A line that is written over and over, where somebody looks at it. */
final class Progress {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Terminal terminal;
    private final int total;
    private Duration next = EVERY;

    Progress(Terminal terminal, int total) {
        this.terminal = terminal;
        this.total = total;
    }

    void show(int done, Duration elapsed) {
        if (terminal.errIsTerminal() && elapsed.compareTo(next) >= 0) {
            next = elapsed.plus(EVERY);
            terminal.err().print(Terminal.CLEAR_LINE + line(done, elapsed));
            terminal.err().flush();
        }
    }

    void clear() {
        if (terminal.errIsTerminal()) {
            terminal.err().print(Terminal.CLEAR_LINE);
            terminal.err().flush();
        }
    }

    private String line(int done, Duration elapsed) {
        double rate = done / (elapsed.toNanos() / 1e9);
        return String.format(
                Locale.ROOT, "%d of %d images, %.0f a second, %.0f s left", done, total, rate, (total - done) / rate);
    }
}
