package dev.pentimento.cli.models;

import dev.pentimento.cli.options.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that asks the trainer for something. */
final class RequestOptions {
    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stands in the registry for ever.")
    private @Nullable String reason;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long to wait for the trainer's answer. Default: 30s, for retrain 30m.")
    private @Nullable Duration timeout;

    @Option(names = "--json", description = "The command with its answer as JSON, a refusal too.")
    private boolean json;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before; nobody is asked either where standard error is no terminal.")
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
