package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pentimento models retrain}. */
@Command(
        name = "retrain",
        description = {
            "Learn a correction for the champion's classifier from the labelled images of the stream, now.",
            "What its own validation does not accept is not published; exit code 1 then, with the figures."
        })
final class RetrainCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final RequestOptions requestOptions = new RequestOptions();

    RetrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect()) {
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOut(CommandKind.RETRAIN, null, PATIENCE);
        }
    }
}
