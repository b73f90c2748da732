package dev.pentimento.cli.output;

import dev.pentimento.cli.process.Terminal;
import java.util.List;
import java.util.function.Function;

/** Prints rows as lines under a header. */
public final class TerminalTable<R> {
    private final List<Column<R>> columns;
    private final Function<R, Tone> tone;
    private final Terminal terminal;
    private boolean headed;

    /** @param terminal long cells are truncated if its {@code out} is a terminal, but not in a file */
    public TerminalTable(List<Column<R>> columns, Function<R, Tone> tone, Terminal terminal) {
        this.columns = columns;
        this.tone = tone;
        this.terminal = terminal;
    }

    public void print(R row) {
        if (!headed) {
            terminal.out().println(line(Column::title));
            headed = true;
        }
        String line = line(column -> column.text().apply(row));
        terminal.out().println(terminal.coloursOut() ? tone.apply(row).colour(line) : line);
    }

    private String line(Function<Column<R>, String> text) {
        StringBuilder line = new StringBuilder();
        for (Column<R> column : columns) {
            line.append(fit(text.apply(column), column.width())).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private String fit(String text, int width) {
        String single = Cells.singleLine(text);
        return Cells.pad(terminal.outIsTerminal() ? Cells.cut(single, width) : single, width);
    }
}
