package dev.pentimento.cli.process;

/** A command that prints. */
public abstract class TerminalCommand {
    @SuppressWarnings("NullAway.Init") // the factory of the commands sets it
    protected Terminal terminal;

    /** Sets the terminal, before the command runs. */
    public final void printTo(Terminal target) {
        terminal = target;
    }
}
