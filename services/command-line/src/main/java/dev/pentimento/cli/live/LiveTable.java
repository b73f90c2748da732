package dev.pentimento.cli.live;

import dev.pentimento.cli.output.Cells;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.cli.process.WindowSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A table that fits the terminal window. A narrow window hides the least important columns. A short window hides the
 * last rows and shows how many.
 *
 * @param headings of the columns left of the sparklines
 * @param history heading of the sparklines
 */
public record LiveTable(List<Heading> headings, String history, List<Row> rows) {
    private static final int LONGEST_SPARKLINE = 40;
    private static final int SHORTEST_SPARKLINE = 12;
    private static final String GAP = "  ";

    /**
     * A column.
     *
     * @param rank 1 is hidden last
     * @param widest longer cells are truncated
     */
    public record Heading(String title, int rank, int widest) {}

    /** @param cells one for each heading */
    public record Row(List<String> cells, Sparkline history, Tone tone) {}

    public LiveTable {
        for (Row row : rows) {
            if (row.cells().size() != headings.size()) {
                throw new IllegalArgumentException(
                        row.cells().size() + " cells under " + headings.size() + " headings: " + row.cells());
            }
        }
    }

    /** @param colours whether rows are coloured by their tone */
    public List<String> lines(WindowSize window, boolean colours) {
        List<Integer> shown = columns(window.columns());
        int left = window.columns() - width(shown) - GAP.length();
        int bars = Math.min(LONGEST_SPARKLINE, left);
        List<String> lines = new ArrayList<>();
        lines.add(line(shown, column -> headings.get(column).title(), bars > 0 ? history : "", window.columns()));
        int fitting = rows.size() < window.rows() ? rows.size() : Math.max(0, window.rows() - 2);
        for (Row row : rows.subList(0, fitting)) {
            String text = line(shown, row.cells()::get, row.history().text(Math.max(0, bars)), window.columns());
            lines.add(colours ? row.tone().colour(text) : text);
        }
        if (fitting < rows.size()) {
            lines.add(Cells.cut("… and " + (rows.size() - fitting) + " more", window.columns()));
        }
        return lines;
    }

    /** The columns that leave room for the sparklines, in order. */
    private List<Integer> columns(int room) {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            shown.add(i);
        }
        while (shown.size() > 1 && width(shown) + GAP.length() + SHORTEST_SPARKLINE > room) {
            shown.remove(shown.stream()
                    .max(Comparator.comparingInt(column -> headings.get(column).rank()))
                    .orElseThrow());
        }
        return shown;
    }

    private int width(List<Integer> shown) {
        return shown.stream().mapToInt(this::width).sum() + GAP.length() * (shown.size() - 1);
    }

    private int width(int column) {
        Heading heading = headings.get(column);
        int longest = rows.stream()
                .mapToInt(row -> Cells.width(Cells.singleLine(row.cells().get(column))))
                .max()
                .orElse(0);
        return Math.max(Cells.width(heading.title()), Math.min(heading.widest(), longest));
    }

    private String line(List<Integer> shown, IntFunction<String> cell, String bars, int room) {
        StringBuilder line = new StringBuilder();
        for (int column : shown) {
            int width = width(column);
            line.append(Cells.pad(Cells.cut(Cells.singleLine(cell.apply(column)), width), width))
                    .append(GAP);
        }
        return Cells.cut(line.append(bars).toString().stripTrailing(), room);
    }
}
