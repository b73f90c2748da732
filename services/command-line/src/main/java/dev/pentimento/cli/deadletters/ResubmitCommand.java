package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ReadingProgress;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.watch.DeadLetterRows;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento dead-letters resubmit}. */
@Command(
        name = "resubmit",
        description = {
            "Sends the records behind dead letters to their topics again, after you have fixed the cause.",
            "Each record is sent once: a second run continues where the first one ended. A record that fails"
                    + " again becomes a new dead letter."
        })
final class ResubmitCommand extends ConnectedCommand implements Callable<Integer> {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            description = "Only dead letters with this reason: one of ${COMPLETION-CANDIDATES}.")
    private DeadLetterReason reason = DeadLetterReason.UNKNOWN;

    @Option(names = "--dry-run", description = "Only show which records would be sent.")
    private boolean dryRun;

    @Override
    public Integer call() {
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect();
                Resubmission resubmission = new Resubmission(connection, reason, dryRun, terminal::note)) {
            stop.onRequest(resubmission::stop);
            Consumer<DeadLetter> printer = EventPrinter.of(new DeadLetterRows(), false, terminal);
            ReadingProgress progress = new ReadingProgress(terminal);
            resubmission.run(
                    letter -> {
                        progress.clear();
                        printer.accept(letter);
                    },
                    progress);
            progress.clear();
            terminal.note(String.format(
                    Locale.ROOT,
                    "%s %,d records with reason %s",
                    dryRun ? "would resubmit" : "resubmitted",
                    resubmission.sent(),
                    reason));
            if (resubmission.lost() > 0) {
                terminal.note(String.format(Locale.ROOT, "%,d can no longer be sent", resubmission.lost()));
            }
            return resubmission.lost() > 0 ? 1 : 0;
        }
    }
}
