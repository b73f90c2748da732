package dev.pentimento.platform;

import java.util.concurrent.CompletableFuture;

/**
 * One of the services. It is wired the same way whether it runs alone in a container or with the others in one process.
 */
public interface Service extends AutoCloseable {
    String name();

    /** Starts and returns. {@link #terminated()} reports later errors. */
    void start();

    /** Completes when the service has stopped; exceptionally if it could not continue. */
    CompletableFuture<Void> terminated();

    /** Shuts down cleanly: finishes its work or leaves it to others, and loses nothing. */
    @Override
    void close();
}
