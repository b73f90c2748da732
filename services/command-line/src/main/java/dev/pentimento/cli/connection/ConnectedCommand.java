package dev.pentimento.cli.connection;

import dev.pentimento.cli.process.TerminalCommand;
import picocli.CommandLine.Mixin;

/** A command that connects to Kafka. */
public abstract class ConnectedCommand extends TerminalCommand {
    @Mixin
    protected final ConnectionOptions connectionOptions = new ConnectionOptions();
}
