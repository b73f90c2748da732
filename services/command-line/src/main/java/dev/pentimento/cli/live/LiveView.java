package dev.pentimento.cli.live;

/** How things stand by the events of a stream so far. It keeps what it shows and no more, however long the stream is. */
public interface LiveView<E> {
    /** Takes the next event, or a later revision of an earlier one. */
    void accept(E event);

    LiveTable table();
}
