package dev.pentimento.cli.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * The output of a command: its result goes to {@code out}, everything else to {@code err}.
 *
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errIsTerminal whether {@code err} is a terminal
 * @param capabilities the escape sequences that the terminals support
 */
public record Terminal(
        PrintWriter out,
        PrintWriter err,
        boolean outIsTerminal,
        boolean errIsTerminal,
        TerminalCapabilities capabilities) {
    /** Returns to the start of the line and clears it. */
    public static final String CLEAR_LINE = "\r\u001B[K";

    /** The launcher passes which of the two are terminals; Java can tell only whether both are. */
    public static Terminal ofThisProcess() {
        boolean console = System.console() != null;
        return new Terminal(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                told("pentimento.stdout.terminal", console),
                told("pentimento.stderr.terminal", console),
                TerminalCapabilities.from(System.getenv()));
    }

    private static boolean told(String property, boolean otherwise) {
        return Boolean.parseBoolean(System.getProperty(property, Boolean.toString(otherwise)));
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** Writes a message that is not part of the result. */
    public void note(String message) {
        err.println((redrawsErr() ? CLEAR_LINE : "") + "pentimento: " + message);
    }

    public boolean coloursOut() {
        return outIsTerminal && capabilities.colours();
    }

    public boolean redrawsOut() {
        return outIsTerminal && capabilities.redrawing();
    }

    public boolean redrawsErr() {
        return errIsTerminal && capabilities.redrawing();
    }

    public Ansi ansi() {
        return coloursOut() ? Ansi.ON : Ansi.OFF;
    }
}
