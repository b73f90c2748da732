package dev.pentimento.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Rows as lines under a header, written as they come. */
public final class Table<R> {
    private final List<Column<R>> columns;
    private final Function<R, Tone> tone;
    private final PrintWriter out;
    private final boolean terminal;
    private boolean headed;

    /** @param terminal whether to colour lines and cut long cells; a file keeps them whole */
    public Table(List<Column<R>> columns, Function<R, Tone> tone, PrintWriter out, boolean terminal) {
        this.columns = columns;
        this.tone = tone;
        this.out = out;
        this.terminal = terminal;
    }

    public void print(R row) {
        if (!headed) {
            out.println(line(Column::title));
            headed = true;
        }
        String line = line(column -> column.text().apply(row));
        out.println(terminal ? tone.apply(row).colour(line) : line);
    }

    private String line(Function<Column<R>, String> text) {
        StringBuilder line = new StringBuilder();
        for (Column<R> column : columns) {
            line.append(fit(text.apply(column), column.width())).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private String fit(String text, int width) {
        String single = text.replaceAll("\\R", " ");
        if (terminal && single.length() > width) {
            return single.substring(0, width - 1) + "…";
        }
        return single + " ".repeat(Math.max(0, width - single.length()));
    }
}
