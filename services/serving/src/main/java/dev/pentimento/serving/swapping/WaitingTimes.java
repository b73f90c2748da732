package dev.pentimento.serving.swapping;

import java.time.Duration;

/** How long the swap waits, and for what. A report to the trainer has the time limit of {@code CommandSender}. */
public final class WaitingTimes {
    /** Between two checks of what batches wait for: short compared with the loading time. */
    static final Duration LOOK = Duration.ofMillis(250);
    /**
     * From the end of a failed attempt to load or report until the next attempt, which reads the topic of files from
     * its beginning. A change in the registry starts an attempt immediately.
     */
    public static final Duration RETRY = Duration.ofSeconds(5);
    /**
     * From the refusal of a champion, or of a version that batches wait for, until the next attempt: its files may be
     * published again. Other versions with a faulty file are not retried.
     */
    public static final Duration MENDING = Duration.ofMinutes(1);
    /** One search for missing chunks. It is short because a new champion may be published meanwhile. */
    public static final Duration CHUNK_SEARCH = Duration.ofSeconds(5);
    /**
     * Longest time for chunks to appear: commit markers become visible partition by partition, on other replicas later
     * still. The swap repeats the search, and then reports the version. A program that loads only once, such as a
     * replay, searches for this long and then fails.
     */
    public static final Duration MISSING_CHUNKS = Duration.ofSeconds(60);
    /** An idle former champion is closed after this time: batches of several embedding services are closer together. */
    public static final Duration IDLE_FORMER_CHAMPION = Duration.ofMinutes(1);
    /** On shutdown: a stopping process does not wait for a version to be loaded. */
    static final Duration STOP = Duration.ofSeconds(3);

    private WaitingTimes() {}
}
