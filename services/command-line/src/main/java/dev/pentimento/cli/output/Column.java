package dev.pentimento.cli.output;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param width in characters; a terminal cuts longer cells, a file keeps them and shifts the rest of the line
 * @param text the cell of a row
 */
public record Column<R>(String title, int width, Function<R, String> text) {
    public Column {
        if (width < title.length()) {
            throw new IllegalArgumentException("the title " + title + " is longer than its column: " + width);
        }
    }
}
