package dev.pentimento.registry;

import java.util.List;

/** The changes that make up a registry, in their order. Used by one thread at a time. */
interface SchemaLog extends AutoCloseable {

    /** What was appended since the last call, by whomever; from the beginning on the first. */
    List<Change> readToEnd();

    /** Makes this the one writer, unless it is; what others have begun to append is void or to be read from now on. */
    void claim();

    /**
     * Appends all changes or none.
     *
     * @throws ClaimLostException if another writer has claimed the log since {@link #claim()}: none is appended
     * @throws StoreException if it cannot be told whether they are appended
     */
    void append(List<Change> changes) throws ClaimLostException;

    @Override
    void close();
}
