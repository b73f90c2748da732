package dev.pentimento.serving.judges;

import java.util.List;

/**
 * The versions that judge one batch. None of them is closed before the lease is closed.
 *
 * @param champion answers
 * @param candidates judge in shadow; their classes are the champion's
 * @param release ends the lease; {@link #close()} calls it
 */
public record Lease(LoadedVersion champion, List<LoadedVersion> candidates, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
        release.run();
    }
}
