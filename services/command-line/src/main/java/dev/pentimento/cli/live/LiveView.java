package dev.pentimento.cli.live;

/** The current state of a stream. It keeps only what it shows, regardless of the length of the stream. */
public interface LiveView<E> {
    /** Processes the next event, or a later revision of an earlier one. */
    void accept(E event);

    LiveTable table();
}
