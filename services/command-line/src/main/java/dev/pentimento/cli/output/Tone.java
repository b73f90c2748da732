package dev.pentimento.cli.output;

/** Whether a line is good or bad news; shown as a colour in a terminal. */
public enum Tone {
    PLAIN(""),
    GOOD("\u001B[32m"),
    NOTABLE("\u001B[33m"),
    BAD("\u001B[31m");

    private static final String RESET = "\u001B[0m";

    private final String escape;

    Tone(String escape) {
        this.escape = escape;
    }

    public String colour(String line) {
        return this == PLAIN ? line : escape + line + RESET;
    }
}
