package dev.pentimento.dashboard.tables;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under named columns: the CSV of a view, and the compact form of long lists in JSON. */
public record Table(List<String> columns, List<List<JsonNode>> rows) {
    /** CSV as in RFC 4180, with a header line. */
    public String csv() {
        StringBuilder text = new StringBuilder(String.join(",", columns)).append("\r\n");
        for (List<JsonNode> row : rows) {
            text.append(row.stream().map(Table::cell).collect(Collectors.joining(",", "", "\r\n")));
        }
        return text.toString();
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isNumber() || value.isBoolean()) {
            return value.asText("");
        }
        String text = value.isArray()
                ? Rows.each(value).map(JsonNode::asText).collect(Collectors.joining("; "))
                : value.asText();
        // Sources and details may come from anybody: a spreadsheet must not interpret them as formulas.
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        boolean quoted = text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0);
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
