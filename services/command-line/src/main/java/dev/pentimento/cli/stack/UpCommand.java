package dev.pentimento.cli.stack;

import dev.pentimento.cli.process.Desktop;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento up}. */
@Command(
        name = "up",
        description = {
            "Runs the whole system in this process until Ctrl-C: broker, schema registry, trainer, embedding service,"
                    + " evaluation stream.",
            "What is written is kept, and the next start goes on with it."
        })
public final class UpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.pentimento",
            description = "Where the data is kept. Default: ~/.pentimento.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path dataDirectory;

    @Option(names = "--ephemeral", description = "Keep nothing.")
    private boolean ephemeral;

    @Option(
            names = "--kafka-port",
            defaultValue = "9092",
            paramLabel = "PORT",
            description = "Port of the broker; 0: a free one. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            paramLabel = "PORT",
            description = "Port of the schema registry, likewise. Default: ${DEFAULT-VALUE}.")
    private int registryPort;

    @Option(
            names = "--http-port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Port of health and metrics, likewise. Default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables win over it.")
    private @Nullable Path config;

    @Option(names = "--no-open", description = "Do not open the live page in the desktop's browser.")
    private boolean noOpen;

    public UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LogSettings.expectBrokerToComeAndGo();
        Settings settings = Settings.load(config, System.getenv());
        StackPorts ports = new StackPorts(kafkaPort, registryPort, httpPort);
        DataDirectory data = ephemeral ? DataDirectory.ephemeral() : DataDirectory.at(dataDirectory);
        try (StopSignal stop = StopSignal.listen();
                LocalStack stack = LocalStack.start(data, ports, settings)) {
            tell(stack, data);
            if (!noOpen) {
                Desktop.ofThisProcess(terminal).open(stack.httpUrl());
            }
            CompletableFuture<Void> wish = new CompletableFuture<>();
            stop.onRequest(() -> wish.complete(null));
            CompletableFuture.anyOf(wish, stack.terminated()).join();
            terminal.err().println("stopping…");
        }
        return 0;
    }

    private void tell(LocalStack stack, DataDirectory data) {
        terminal.out().printf("Kafka            %s%n", stack.bootstrapServers());
        terminal.out().printf("schema registry  %s%n", stack.registryUrl());
        terminal.out().printf("live page        %s (token to promote or reject: %s)%n", stack.httpUrl(), stack.token());
        terminal.out().printf("health, metrics  %s/health/ready, %s/metrics%n", stack.httpUrl(), stack.httpUrl());
        terminal.out().printf("data             %s%n", ephemeral ? "not kept" : data.root());
        terminal.out().println("Ctrl-C stops it. Without a model yet: ./pentimento train --dataset …");
        terminal.out().flush();
    }
}
