package dev.pentimento.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;

/** Asks for confirmation before a change that affects others. Scripts are not asked. */
public final class Confirmation {
    private final Terminal terminal;
    private final InputStream input;

    public Confirmation(Terminal terminal, InputStream input) {
        this.terminal = terminal;
        this.input = input;
    }

    /**
     * Asks the user.
     *
     * @param question ends with a question mark
     * @param yes whether an option has already confirmed
     */
    public boolean given(String question, boolean yes) {
        if (yes || !terminal.errIsTerminal()) {
            return true;
        }
        terminal.err().print(question + " [y/N] ");
        terminal.err().flush();
        String answer = line();
        if (answer.equals("y") || answer.equals("yes")) {
            return true;
        }
        terminal.note("nothing was done");
        return false;
    }

    private String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(input, Charset.defaultCharset())).readLine();
            return line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
