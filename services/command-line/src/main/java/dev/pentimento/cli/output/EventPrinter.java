package dev.pentimento.cli.output;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.schemas.json.EventJson;
import java.util.function.Consumer;
import org.apache.avro.generic.IndexedRecord;

/** Prints events, as table rows or as lines of JSON. */
public final class EventPrinter {
    private EventPrinter() {}

    public static <E extends IndexedRecord> Consumer<E> of(EventRows<E, ?> rows, boolean json, Terminal terminal) {
        return json ? event -> terminal.out().println(EventJson.line(event)) : table(rows, terminal);
    }

    private static <E, R> Consumer<E> table(EventRows<E, R> rows, Terminal terminal) {
        TerminalTable<R> table = new TerminalTable<>(rows.columns(), rows::tone, terminal);
        return event -> rows.of(event).forEach(table::print);
    }
}
