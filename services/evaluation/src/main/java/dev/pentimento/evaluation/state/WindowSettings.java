package dev.pentimento.evaluation.state;

import java.time.Duration;

/**
 * How the steps of the stream manage windows.
 *
 * @param window length of a window
 * @param emitInterval shortest time between two revisions of a window
 * @param slices largest number of sources with separate figures
 * @param retention how long an image waits for labels, and a label for its image
 * @param captureMostBehind how far a capture time may be behind its record's timestamp
 */
public record WindowSettings(
        Duration window, Duration emitInterval, int slices, Duration retention, Duration captureMostBehind) {
    /**
     * Whether no more images or labels are expected for the window that starts then. Old images may arrive at any time,
     * as when a backlog is read; while they do, their window stays.
     *
     * @param changedMillis when an image or a label last changed it
     * @param now stream time; like the other times, in milliseconds since 1970
     */
    public boolean closed(long startMillis, long changedMillis, long now) {
        return now - startMillis - window.toMillis()
                        > captureMostBehind.plus(retention).toMillis()
                && now - changedMillis > retention.toMillis();
    }
}
