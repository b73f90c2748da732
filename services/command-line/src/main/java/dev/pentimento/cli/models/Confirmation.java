package dev.pentimento.cli.models;

import dev.pentimento.cli.process.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;

/** Asks before something that others will notice. Scripts are not asked: to run the command is what they were told. */
final class Confirmation {
    private final Terminal terminal;
    private final InputStream input;

    Confirmation(Terminal terminal, InputStream input) {
        this.terminal = terminal;
        this.input = input;
    }

    /** @param question ends with a question mark */
    boolean given(String question, RequestOptions options) {
        if (options.yes() || !terminal.errIsTerminal()) {
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
