package dev.pentimento.dashboard.state;

/**
 * How much is kept.
 *
 * @param points latest predictions, for the map
 * @param windows windows of quality and of drift for each slice
 * @param slices slices whose windows are kept; those that change are kept longest
 * @param flips latest flips with a label
 */
public record Limits(int points, int windows, int slices, int flips) {
    static final int COMMANDS = 200;
    static final int ALARMS = 500;
    static final int TOTALS = 1_000;
    static final int DEAD_LETTERS = 200;
    static final int DEAD_LETTER_KINDS = 500;

    public Limits {
        if (points < 1 || windows < 1 || slices < 1 || flips < 1) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
