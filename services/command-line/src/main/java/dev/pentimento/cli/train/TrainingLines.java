package dev.pentimento.cli.train;

import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.training.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Prints the progress of training: one line that is rewritten in a terminal, one line per epoch elsewhere. While an epoch
 * takes long, it also prints the number of images, their rate and the time left.
 */
public final class TrainingLines implements TrainingProgress {
    /** Short epochs show their losses alone. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final BooleanSupplier cancelled;
    private final InstantSource clock;
    private String phase = "";
    private String counted = "";
    private Progress images;
    private Instant lastEpoch;

    public TrainingLines(Terminal terminal, BooleanSupplier cancelled) {
        this(terminal, cancelled, InstantSource.system());
    }

    TrainingLines(Terminal terminal, BooleanSupplier cancelled, InstantSource clock) {
        this.terminal = terminal;
        this.cancelled = cancelled;
        this.clock = clock;
        this.images = new Progress(terminal, counted, clock);
        this.lastEpoch = clock.instant();
    }

    @Override
    public void images(String what, long done, long of) {
        if (!what.equals(counted)) {
            counted = what;
            images = new Progress(terminal, what, clock);
        }
        boolean overdue = lastEpoch.plus(QUIET).isBefore(clock.instant());
        if (done == of) {
            images.clear();
        } else if (overdue) {
            images.show(done, of);
        }
    }

    @Override
    public void report(Report report) {
        String line = String.format(
                Locale.ROOT,
                "%-12s epoch %d of %d   loss %.4f   validation %.4f   %d s left",
                report.phase(),
                report.epoch(),
                report.epochs(),
                report.loss(),
                report.validation(),
                report.left().toSeconds());
        if (terminal.redrawsErr()) {
            boolean next = !phase.isEmpty() && !phase.equals(report.phase());
            terminal.err().print((next ? "\n" : "") + Terminal.CLEAR_LINE + line);
        } else {
            terminal.err().println(line);
        }
        phase = report.phase();
        lastEpoch = clock.instant();
        terminal.err().flush();
    }

    /** Ends the line that is being rewritten. */
    public void finish() {
        if (terminal.redrawsErr() && !phase.isEmpty()) {
            terminal.err().println();
            terminal.err().flush();
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}
