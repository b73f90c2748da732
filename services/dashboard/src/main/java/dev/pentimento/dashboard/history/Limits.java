package dev.pentimento.dashboard.history;

/**
 * How much data is kept.
 *
 * @param points number of latest predictions kept for the map
 * @param windows number of quality windows, and of drift windows, kept per slice
 * @param slices number of slices whose windows are kept; the least recently changed are evicted first
 * @param flips number of latest flips with a label
 */
public record Limits(int points, int windows, int slices, int flips) {
    public static final int COMMANDS = 200;
    public static final int ALARMS = 500;
    public static final int TOTALS = 1_000;
    public static final int DEAD_LETTERS = 200;
    public static final int DEAD_LETTER_KINDS = 500;
}
