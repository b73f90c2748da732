package dev.pentimento.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes: its answer to {@code out}, everything else to {@code err}.
 *
 * @param outIsTerminal whether somebody looks at {@code out}
 * @param errIsTerminal whether somebody looks at {@code err}
 * @param abilities what those that are terminals understand
 */
public record Terminal(
        PrintWriter out, PrintWriter err, boolean outIsTerminal, boolean errIsTerminal, Abilities abilities) {
    /** Back to the begin of the line, and nothing on it: before what is written over a line of progress. */
    public static final String CLEAR_LINE = "\r\u001B[K";

    /** The launcher knows which of the two are terminals; Java only whether both are. */
    public static Terminal ofThisProcess() {
        boolean console = System.console() != null;
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                told("pentimento.stdout.terminal", console),
                told("pentimento.stderr.terminal", console),
                Abilities.from(System.getenv()));
    }

    private static boolean told(String property, boolean otherwise) {
        return Boolean.parseBoolean(System.getProperty(property, Boolean.toString(otherwise)));
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** Says something that is not part of the answer. */
    public void note(String message) {
        err.println((redrawsErr() ? CLEAR_LINE : "") + "pentimento: " + message);
    }

    public boolean coloursOut() {
        return outIsTerminal && abilities.colours();
    }

    public boolean redrawsOut() {
        return outIsTerminal && abilities.redrawing();
    }

    public boolean redrawsErr() {
        return errIsTerminal && abilities.redrawing();
    }

    public Ansi ansi() {
        return coloursOut() ? Ansi.ON : Ansi.OFF;
    }
}
