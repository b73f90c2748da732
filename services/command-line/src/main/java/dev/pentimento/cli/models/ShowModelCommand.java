package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.output.AvroJson;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.ModelVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pentimento models show}. */
@Command(name = "show", description = "Everything that is known of one model version.")
final class ShowModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Parameters(paramLabel = "VERSION", description = "Its id, or the begin of it.")
    private String version = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    ShowModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect()) {
            ModelVersion found =
                    PublishedVersions.read(connection, terminal::note).startingWith(version);
            if (json) {
                terminal.out().println(AvroJson.pretty(found));
            } else {
                VersionDetails.of(found).forEach((name, value) -> terminal.out().printf("%-14s %s%n", name, value));
            }
        }
        return 0;
    }
}
