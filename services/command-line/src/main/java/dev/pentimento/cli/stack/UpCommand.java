package dev.pentimento.cli.stack;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.platform.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento up}. */
@Command(
        name = "up",
        description = {
            "Runs the whole system in this process until Ctrl-C: broker, schema registry, trainer, embedding service,"
                    + " evaluation stream and live page.",
            "It keeps its data; the next start continues with it."
        })
public final class UpCommand extends TerminalCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.pentimento",
            description = "Folder for the data. Default: ~/.pentimento.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path dataDirectory;

    @Option(names = "--ephemeral", description = "Delete the data at the end.")
    private boolean ephemeral;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables override it.")
    private @Nullable Path config;

    @Override
    public Integer call() {
        LogSettings.expectBrokerToComeAndGo();
        Settings settings = Settings.load(config, System.getenv());
        DataDirectory data = ephemeral ? DataDirectory.ephemeral() : DataDirectory.at(dataDirectory);
        try (StopSignal stop = StopSignal.listen();
                LocalStack stack = LocalStack.start(data, stackOptions.ports(StackPorts.USUAL), settings)) {
            tell(stack, data);
            stackOptions.openPage(stack, terminal);
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            stop.onRequest(() -> stopped.complete(null));
            CompletableFuture.anyOf(stopped, stack.terminated()).join();
            terminal.err().println("stopping…");
        }
        return 0;
    }

    private void tell(LocalStack stack, DataDirectory data) {
        terminal.out().printf("Kafka            %s%n", stack.bootstrapServers());
        terminal.out().printf("schema registry  %s%n", stack.registryUrl());
        terminal.out().printf("live page        %s (token to promote or reject: %s)%n", stack.httpUrl(), stack.token());
        terminal.out().printf("health, metrics  %s/health/ready, %s/metrics%n", stack.httpUrl(), stack.httpUrl());
        terminal.out().printf("data             %s%n", ephemeral ? "deleted at the end" : data.root());
        StackPorts ports = stackOptions.ports(StackPorts.USUAL);
        if (ports.kafka() != StackPorts.USUAL.kafka() || ports.registry() != StackPorts.USUAL.registry()) {
            terminal.out()
                    .printf(
                            "other terminals  export %s=%s %s=%s%n",
                            "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS",
                            stack.bootstrapServers(),
                            "PENTIMENTO_SCHEMA_REGISTRY_URL",
                            stack.registryUrl());
        }
        terminal.out().println("Press Ctrl-C to stop. If there is no model yet: ./pentimento train --dataset …");
        terminal.out().flush();
    }
}
