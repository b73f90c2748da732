package dev.pentimento.registry;

import java.util.List;

/** The ordered changes that make up a registry. Used by one thread at a time. */
interface SchemaLog extends AutoCloseable {

    /** Returns the changes of all instances since the last call; the first call returns all changes. */
    List<Change> readToEnd();

    /**
     * Makes this instance the only writer. From now on, unfinished changes of other instances are either discarded or
     * readable.
     */
    void claim();

    /**
     * Appends either all changes or none.
     *
     * @throws ClaimLostException if another writer has claimed the log since {@link #claim()}: claim again, read, and
     *     decide again
     * @throws StoreException if it is unknown whether they were appended
     */
    void append(List<Change> changes) throws ClaimLostException;

    @Override
    void close();
}
