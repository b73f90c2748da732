package dev.pentimento.cli;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One run of the command, as a script would see it unless somebody looks. */
public record CommandRun(int exitCode, String out, String err) {
    public static CommandRun of(String... arguments) {
        return in(Map.of(), arguments);
    }

    static CommandRun in(Map<String, String> environment, String... arguments) {
        return run(false, environment, arguments);
    }

    /** As somebody at a terminal would see it. */
    static CommandRun inTerminal(String... arguments) {
        return run(true, Map.of(), arguments);
    }

    private static CommandRun run(boolean looked, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true), new PrintWriter(err, true), looked, looked, TerminalCapabilities.ALL);
        int exitCode = Pentimento.run(terminal, environment, arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
