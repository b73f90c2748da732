package dev.pentimento.dashboard.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under named columns: what a view is as CSV, and the compact form of long lists in JSON. */
record Table(List<String> columns, List<List<@Nullable Object>> rows) {
    /** CSV as in RFC 4180, with a line of names. */
    String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (List<@Nullable Object> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                text.append(column == 0 ? "" : ",").append(cell(row.get(column)));
            }
            text.append("\r\n");
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value.toString();
        // Sources and details are other people's words: a spreadsheet must not take them for a formula.
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
