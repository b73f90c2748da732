package dev.pentimento.cli.output;

import java.util.List;

/**
 * How the events of one stream look in a table.
 *
 * @param <E> event
 * @param <R> row; an event may have several
 */
public interface Rows<E, R> {
    List<Column<R>> columns();

    List<R> of(E event);

    Tone tone(R row);
}
