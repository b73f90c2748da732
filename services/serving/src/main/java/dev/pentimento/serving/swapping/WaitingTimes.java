package dev.pentimento.serving.swapping;

import java.time.Duration;

/** How long the swap waits, and what for. A report to the trainer has the time limit of {@code CommandSender}. */
public final class WaitingTimes {
    /** Between two looks at what batches wait for: short beside the time that loading takes. */
    static final Duration LOOK = Duration.ofMillis(250);
    /**
     * From the end of a failed try to load or report until the next try, which reads the topic of files from its beginning. A
     * change in the registry starts a try at once.
     */
    public static final Duration RETRY = Duration.ofSeconds(5);
    /**
     * From the refusal of a champion, or of a version that batches wait for, until the next try: its files may be published
     * again. Another version with a faulty file is not tried again.
     */
    public static final Duration MENDING = Duration.ofMinutes(1);
    /** One search for missing chunks. It is short because a new champion may come meanwhile. */
    public static final Duration CHUNK_SEARCH = Duration.ofSeconds(5);
    /**
     * Longest time for chunks to appear: commit markers become visible partition by partition, on other replicas later still.
     * The swap searches again and again, and then reports the version. What loads once, such as a replay, searches for this
     * long and then fails.
     */
    public static final Duration MISSING_CHUNKS = Duration.ofSeconds(60);
    /** A former champion without work is closed: batches of several embedding services lie closer together. */
    public static final Duration IDLE_FORMER_CHAMPION = Duration.ofMinutes(1);
    /** At a stop: a process that ends does not wait for a version to be loaded. */
    static final Duration STOP = Duration.ofSeconds(3);

    private WaitingTimes() {}
}
