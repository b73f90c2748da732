package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.ReadingProgress;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.watch.DeadLetterRows;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento dead-letters resubmit}. */
@Command(
        name = "resubmit",
        description = {
            "Send records that could not be used once more to the topic that they came from, after what was wrong is mended.",
            "Each dead letter once: a second run takes up where the first one ended. What fails again is a new dead letter."
        })
final class ResubmitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            description = "Those with this reason: one of ${COMPLETION-CANDIDATES}.")
    private DeadLetterReason reason = DeadLetterReason.UNKNOWN;

    @Option(names = "--dry-run", description = "Only show what would be sent.")
    private boolean dryRun;

    ResubmitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect();
                Resubmission resubmission = new Resubmission(connection, reason, dryRun)) {
            stop.onRequest(resubmission::stop);
            Consumer<DeadLetter> printer = EventPrinter.of(new DeadLetterRows(), false, terminal);
            ReadingProgress progress = new ReadingProgress(terminal);
            resubmission.run(
                    letter -> {
                        progress.clear();
                        printer.accept(letter);
                    },
                    terminal::note,
                    progress);
            progress.clear();
            terminal.note(String.format(
                    Locale.ROOT,
                    "%s %,d records of reason %s",
                    dryRun ? "would resubmit" : "resubmitted",
                    resubmission.sent(),
                    reason));
            if (resubmission.lost() > 0) {
                terminal.note(String.format(Locale.ROOT, "%,d cannot be sent any more", resubmission.lost()));
            }
            return resubmission.lost() > 0 ? 1 : 0;
        }
    }
}
