package dev.pentimento.cli;

import dev.pentimento.cli.process.Abilities;
import dev.pentimento.cli.process.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** One run of the command, as a script would see it unless somebody looks. */
public record Run(int exitCode, String out, String err) {
    public static Run of(String... arguments) {
        return in(Map.of(), arguments);
    }

    static Run in(Map<String, String> environment, String... arguments) {
        return run(false, environment, arguments);
    }

    /** As somebody at a terminal would see it. */
    static Run inTerminal(String... arguments) {
        return run(true, Map.of(), arguments);
    }

    private static Run run(boolean looked, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), looked, looked, Abilities.ALL);
        int exitCode = Pentimento.run(terminal, environment, arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
