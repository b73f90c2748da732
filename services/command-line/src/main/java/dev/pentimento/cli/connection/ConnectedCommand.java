package dev.pentimento.cli.connection;

import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.platform.rights.MissingRightException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** A command that connects to Kafka. */
public abstract class ConnectedCommand extends TerminalCommand {
    @Mixin
    protected final ConnectionOptions connectionOptions = new ConnectionOptions();

    /** Explains which missing rights in Kafka caused a failure of this command. */
    public final Optional<MissingRightException> missingRight(Throwable failure) {
        return connectionOptions.missingRight(failure);
    }
}
