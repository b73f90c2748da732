package dev.pentimento.cli.live;

/** The current state of a stream. It keeps only what it shows, however long the stream is. */
public interface LiveView<E> {
    /** Takes the next event, or a later revision of an earlier one. */
    void accept(E event);

    LiveTable table();
}
