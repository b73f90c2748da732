package dev.pentimento.cli.stack;

import dev.pentimento.cli.process.Desktop;
import dev.pentimento.cli.process.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that start a local stack. */
public final class StackOptions {
    private static final String FREE = "; 0 means a free port. Default: ";

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            description = "Port of the broker" + FREE + "9092, for the demo 0.")
    private @Nullable Integer kafka;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Port of the schema registry" + FREE + "8081, for the demo 0.")
    private @Nullable Integer registry;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the live page, health and metrics" + FREE + "8080, for the demo 0.")
    private @Nullable Integer http;

    @Option(names = "--no-open", description = "Do not open the live page in the browser.")
    private boolean noOpen;

    public StackPorts ports(StackPorts otherwise) {
        return new StackPorts(
                Objects.requireNonNullElse(kafka, otherwise.kafka()),
                Objects.requireNonNullElse(registry, otherwise.registry()),
                Objects.requireNonNullElse(http, otherwise.http()));
    }

    /** Opens the live page in the browser, if there is a desktop. */
    public void openPage(LocalStack stack, Terminal terminal) {
        if (!noOpen) {
            Desktop.ofThisProcess(terminal).open(stack.httpUrl());
        }
    }
}
