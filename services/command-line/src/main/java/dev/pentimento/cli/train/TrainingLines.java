package dev.pentimento.cli.train;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.training.TrainingProgress;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Prints the progress of training: one line that is rewritten in a terminal, one line per epoch elsewhere. */
public final class TrainingLines implements TrainingProgress {
    private final Terminal terminal;
    private final BooleanSupplier cancelled;
    private String phase = "";

    public TrainingLines(Terminal terminal, BooleanSupplier cancelled) {
        this.terminal = terminal;
        this.cancelled = cancelled;
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
