package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.ModelVersion;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento models list}. */
@Command(
        name = "list",
        description = "All model versions, oldest first, with their balanced accuracy on held-out data.")
final class ListModelsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    ListModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect()) {
            PublishedVersions versions = PublishedVersions.read(connection, terminal::note);
            if (versions.oldestFirst().isEmpty()) {
                terminal.note("no version has been published yet");
            }
            Consumer<ModelVersion> printer = EventPrinter.of(new VersionRows(), json, terminal);
            versions.oldestFirst().forEach(printer);
        }
        return 0;
    }
}
