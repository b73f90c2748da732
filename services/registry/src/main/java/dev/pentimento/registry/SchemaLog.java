package dev.pentimento.registry;

import java.util.List;

/** The changes that make up a registry, in their order. Used by one thread at a time. */
interface SchemaLog extends AutoCloseable {

    /** The changes since the last call, of every instance; the first call returns all. */
    List<Change> readToEnd();

    /** Makes this instance the only writer. Unfinished changes of others are either discarded or readable from now on. */
    void claim();

    /**
     * Appends all changes or none.
     *
     * @throws ClaimLostException if another writer has claimed the log since {@link #claim()}: claim again, read, and decide
     *     again
     * @throws StoreException if it is unknown whether they were appended
     */
    void append(List<Change> changes) throws ClaimLostException;

    @Override
    void close();
}
