package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pentimento models rollback}. */
@Command(
        name = "rollback",
        description = {
            "Take the champion back: the version that was champion before it answers again.",
            "The trainer decides; exit code 1 and its reason if it refuses."
        })
final class RollBackCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final RequestOptions requestOptions = new RequestOptions();

    RollBackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect()) {
            PublishedVersions versions = PublishedVersions.read(connection, terminal::note);
            String question = "Go back to the champion before" + versions.inPlaceOfChampion() + "?";
            if (!new Confirmation(terminal, System.in).given(question, requestOptions)) {
                return 1;
            }
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOut(CommandKind.ROLL_BACK, null, PATIENCE);
        }
    }
}
