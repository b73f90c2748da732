package dev.pentimento.dashboard.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The columns of a table. Each has a name, and the path to its cell in a row's JSON. */
public final class Columns {
    private final List<Column> columns;

    private record Column(String name, String[] path) {
        /** @param text {@code name=path.to.cell}, or only a name whose camel case is the path */
        static Column parse(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Column(text, new String[] {camelCase(text)})
                    : new Column(
                            text.substring(0, equals),
                            text.substring(equals + 1).split("\\."));
        }

        private static String camelCase(String name) {
            StringBuilder text = new StringBuilder();
            for (String word : name.split("_")) {
                text.append(text.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            }
            return text.toString();
        }

        /** Null if something on the path is null. */
        JsonNode cell(JsonNode row) {
            JsonNode node = row;
            for (String step : path) {
                if (node.isNull()) {
                    return NullNode.getInstance();
                }
                JsonNode next = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
                if (next == null) {
                    throw new IllegalStateException("no " + String.join(".", path) + " for column " + name);
                }
                node = next;
            }
            return node;
        }
    }

    private Columns(List<Column> columns) {
        this.columns = columns;
    }

    /** @param lines columns by {@code name=path}, separated by spaces */
    static Columns named(String... lines) {
        return new Columns(Arrays.stream(lines)
                .flatMap(line -> Arrays.stream(line.trim().split("\\s+")))
                .map(Column::parse)
                .toList());
    }

    /** The table of a list, with one row per element. */
    public Table of(Collection<?> rows) {
        return table(Rows.each(Rows.json(rows)));
    }

    /** The table with one row per part of each element, such as the measures of windows. */
    Table ofParts(Collection<?> wholes, String parts) {
        return table(Rows.each(Rows.json(wholes)).flatMap(whole -> Rows.parts(whole, parts)));
    }

    Table table(Stream<JsonNode> rows) {
        return new Table(
                columns.stream().map(Column::name).toList(),
                rows.map(row -> columns.stream().map(column -> column.cell(row)).toList())
                        .toList());
    }
}
