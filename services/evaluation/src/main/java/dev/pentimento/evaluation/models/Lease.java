package dev.pentimento.evaluation.models;

import java.util.List;

/**
 * The versions that judge one batch: none of them is closed before the lease is.
 *
 * @param champion answers
 * @param candidates are judged in shadow; their classes are the champion's
 */
public record Lease(LoadedVersion champion, List<LoadedVersion> candidates, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
        release.run();
    }
}
