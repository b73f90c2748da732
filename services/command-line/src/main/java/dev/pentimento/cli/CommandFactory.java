package dev.pentimento.cli;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCommand;
import picocli.CommandLine;

/** Creates commands, and passes the terminal to those that print. */
record CommandFactory(Terminal terminal) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        K created = CommandLine.defaultFactory().create(type);
        if (created instanceof TerminalCommand command) {
            command.printTo(terminal);
        }
        return created;
    }
}
