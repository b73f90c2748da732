package dev.pentimento.dashboard.history;

import java.time.Duration;

/**
 * How much data is kept.
 *
 * @param points number of latest predictions kept for the map
 * @param windows number of quality windows, and of drift windows, kept per slice
 * @param slices number of slices whose windows are kept; the least recently changed are evicted first
 * @param flips number of latest flips with a label
 * @param revisable number of latest quality windows of all images whose late revisions still change the sums of hours
 *     and days. Each other slice has as many, but all of them together at most four times as many
 * @param history how long the sums of days are kept
 */
public record Limits(int points, int windows, int slices, int flips, int revisable, Duration history) {
    /** More than 30 days of minutes: so long, labels may come late. */
    public static final int REVISABLE = 50_000;

    public static final Duration HISTORY = Duration.ofDays(400);
    public static final int COMMANDS = 200;
    public static final int ALARMS = 500;
    public static final int TOTALS = 1_000;
    public static final int DEAD_LETTERS = 200;
    public static final int DEAD_LETTER_KINDS = 500;

    /**
     * Like {@link #revisable()}, for each slice but the one of all images.
     *
     * @param others their number
     */
    public int revisable(int others) {
        return Math.max(1, (int) Math.min(revisable, 4L * revisable / Math.max(1, others)));
    }

    /** With the usual history. */
    public Limits(int points, int windows, int slices, int flips) {
        this(points, windows, slices, flips, REVISABLE, HISTORY);
    }
}
