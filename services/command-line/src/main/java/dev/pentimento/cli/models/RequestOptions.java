package dev.pentimento.cli.models;

import dev.pentimento.cli.options.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that sends a request to the trainer. */
final class RequestOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "The reason, which is stored permanently in the registry.")
    private @Nullable String reason;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for the trainer's answer. Default: 30s, for promote 90s, for retrain 30m.")
    private @Nullable Duration timeout;

    @Option(names = "--json", description = "Print the command and its answer as JSON, even if the trainer refuses.")
    private boolean json;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation. Without a terminal on standard error, the command never asks.")
    private boolean yes;

    String reason() {
        return reason == null || reason.isBlank() ? "no reason given" : reason.strip();
    }

    Duration timeout(Duration otherwise) {
        return timeout == null ? otherwise : timeout;
    }

    boolean json() {
        return json;
    }

    boolean yes() {
        return yes;
    }
}
