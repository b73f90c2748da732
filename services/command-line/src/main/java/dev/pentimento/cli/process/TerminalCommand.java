package dev.pentimento.cli.process;

/** A command that prints. */
public abstract class TerminalCommand {
    @SuppressWarnings("NullAway.Init") // set by the command factory
    protected Terminal terminal;

    /** Sets the terminal before the command runs. */
    public final void printTo(Terminal target) {
        terminal = target;
    }
}
