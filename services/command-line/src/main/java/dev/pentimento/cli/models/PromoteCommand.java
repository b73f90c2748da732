package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelVersion;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pentimento models promote}. */
@Command(
        name = "promote",
        description = {
            "Make a version champion: from the next batch on it answers, and the one before is retired.",
            "The trainer decides; exit code 1 and its reason if it refuses."
        })
final class PromoteCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final RequestOptions requestOptions = new RequestOptions();

    @Parameters(paramLabel = "VERSION", description = "Its id, or the begin of it.")
    private String version = "";

    PromoteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect()) {
            PublishedVersions versions = PublishedVersions.read(connection, terminal::note);
            ModelVersion wanted = versions.startingWith(version);
            String question = "Promote version " + wanted.getVersion() + versions.inPlaceOfChampion() + "?";
            if (!new Confirmation(terminal, System.in).given(question, requestOptions)) {
                return 1;
            }
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOut(CommandKind.PROMOTE, wanted.getVersion(), PATIENCE);
        }
    }
}
