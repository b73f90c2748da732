package dev.pentimento.cli.output;

import java.util.List;

/**
 * How the events of one stream are shown in a table.
 *
 * @param <E> event
 * @param <R> row; an event may have several
 */
public interface EventRows<E, R> {
    List<Column<R>> columns();

    List<R> of(E event);

    default Tone tone(R row) {
        return Tone.PLAIN;
    }

    /** One row for each event. */
    interface Single<E> extends EventRows<E, E> {
        @Override
        default List<E> of(E event) {
            return List.of(event);
        }
    }
}
