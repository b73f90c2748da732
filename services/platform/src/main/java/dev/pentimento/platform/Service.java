package dev.pentimento.platform;

import java.util.concurrent.CompletableFuture;

/** One of the services. It is wired alike whether it runs alone in a container or with the others in one process. */
public interface Service extends AutoCloseable {
    String name();

    /** Begins to work and returns. {@link #terminated()} tells of later errors. */
    void start();

    /** Completes when the service has stopped; exceptionally when it could not go on. */
    CompletableFuture<Void> terminated();

    /** Stops in order: finishes its work or leaves it to others, and loses nothing. */
    @Override
    void close();
}
