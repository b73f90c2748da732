package dev.pentimento.cli.output;

import dev.pentimento.cli.process.Terminal;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;

/** Prints events, each as rows of a table or as a line of JSON. */
public final class EventPrinter {
    private EventPrinter() {}

    public static <E extends IndexedRecord> Consumer<E> of(Rows<E, ?> rows, boolean json, Terminal terminal) {
        return json ? event -> terminal.out().println(AvroJson.line(event)) : table(rows, terminal);
    }

    private static <E, R> Consumer<E> table(Rows<E, R> rows, Terminal terminal) {
        Table<R> table = new Table<>(rows.columns(), rows::tone, terminal);
        return event -> rows.of(event).forEach(table::print);
    }
}
