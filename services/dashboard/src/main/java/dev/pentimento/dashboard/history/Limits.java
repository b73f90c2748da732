package dev.pentimento.dashboard.history;

/**
 * How much is kept.
 *
 * @param points latest predictions, for the map
 * @param windows windows of quality and of drift for each slice
 * @param slices slices whose windows are kept; those that change are kept longest
 * @param flips latest flips with a label
 */
public record Limits(int points, int windows, int slices, int flips) {
    public static final int COMMANDS = 200;
    public static final int ALARMS = 500;
    public static final int TOTALS = 1_000;
    public static final int DEAD_LETTERS = 200;
    public static final int DEAD_LETTER_KINDS = 500;
}
