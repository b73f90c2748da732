package dev.pentimento.serving.swapping;

/**
 * A resource with a count of its users. The last user to release it closes it, as with Lucene's
 * {@code ReferenceManager}. Thread-safe.
 */
final class Counted<T extends Resource> {
    private final T resource;
    private int users = 1;

    /** The caller is the first user. */
    Counted(T resource) {
        this.resource = resource;
    }

    T get() {
        return resource;
    }

    /**
     * Adds a user.
     *
     * @throws IllegalStateException if the resource is closed
     */
    synchronized Counted<T> acquire() {
        if (users == 0) {
            throw new IllegalStateException(resource + " is closed");
        }
        users++;
        return this;
    }

    /** Removes a user. */
    void release() {
        boolean last;
        synchronized (this) {
            last = --users == 0;
        }
        if (last) {
            resource.close();
        }
    }
}
