package dev.pentimento.cli.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Size of the terminal window in characters. */
public record WindowSize(int columns, int rows) {
    /** The size of a VT100, for a terminal that does not report its own. */
    public static final WindowSize USUAL = new WindowSize(80, 24);

    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d+) (\\d+)");

    /** The current size of this process's terminal, from {@code stty}, because Java has no method for it. */
    public static WindowSize ofThisProcess() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return USUAL;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** @param size rows, then columns; 0 if the terminal does not know its size */
    static WindowSize parse(String size) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(size.strip());
        if (!matcher.matches()
                || matcher.group(1).length() > 4
                || matcher.group(2).length() > 4) {
            return USUAL;
        }
        int rows = Integer.parseInt(matcher.group(1));
        int columns = Integer.parseInt(matcher.group(2));
        return new WindowSize(columns == 0 ? USUAL.columns : columns, rows == 0 ? USUAL.rows : rows);
    }
}
