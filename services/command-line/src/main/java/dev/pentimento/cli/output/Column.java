package dev.pentimento.cli.output;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param width in characters; longer cells are truncated in a terminal, and shift the rest of the line in a file
 * @param text returns the cell of a row
 */
public record Column<R>(String title, int width, Function<R, String> text) {
    public Column {
        if (width < title.length()) {
            throw new IllegalArgumentException("the title " + title + " is longer than its column: " + width);
        }
    }
}
