package dev.pentimento.cli.output;

import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param width characters; a longer cell is cut on a terminal and shifts its line elsewhere
 * @param text the cell of a row
 */
public record Column<R>(String title, int width, Function<R, String> text) {
    public Column {
        if (width < title.length()) {
            throw new IllegalArgumentException("the title " + title + " is longer than its column: " + width);
        }
    }
}
