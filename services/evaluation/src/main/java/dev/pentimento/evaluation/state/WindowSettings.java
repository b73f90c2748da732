package dev.pentimento.evaluation.state;

import java.time.Duration;

/**
 * How steps of the stream keep windows.
 *
 * @param window length of a window
 * @param emitInterval shortest time between two revisions of a window
 * @param slices largest number of sources that have figures of their own
 * @param retention how long an image waits for labels, and a label for its image
 * @param captureMostBehind how far a capture time may be behind its record's timestamp
 */
public record WindowSettings(
        Duration window, Duration emitInterval, int slices, Duration retention, Duration captureMostBehind) {
    /**
     * Whether neither an image nor a label is to be expected any more for the window that starts then. Images of long ago
     * may come at any time, as when a backlog is read: while they do, their window stays.
     *
     * @param changedMillis when an image or a label last changed it
     * @param now time of the stream, as all of these in milliseconds since 1970
     */
    public boolean closed(long startMillis, long changedMillis, long now) {
        return now - startMillis - window.toMillis()
                        > captureMostBehind.plus(retention).toMillis()
                && now - changedMillis > retention.toMillis();
    }
}
