package dev.pentimento.platform;

import java.util.concurrent.CompletableFuture;

/** One of the services, wired alike whether it runs alone in a container or with the others in one process. */
public interface Service extends AutoCloseable {
    String name();

    /** Begins to work and returns; what goes wrong later is told by {@link #terminated()}. */
    void start();

    /** Completes when the service has stopped; exceptionally when it could not go on. */
    CompletableFuture<Void> terminated();

    /** Stops in order: work in hand is finished or handed back, nothing is lost. */
    @Override
    void close();
}
