package dev.pentimento.trainer.stages;

/**
 * Whether evidence changes stages without a command.
 *
 * @param automatic whether evidence changes stages; false: only commands do
 * @param level error probability that all automatic promotions share
 * @param minLabels smallest number of labelled images on which a decision may rest
 */
public record PromotionSettings(boolean automatic, double level, long minLabels) {
    public PromotionSettings {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be above 0 and below 1: " + level);
        }
        if (minLabels < 1) {
            throw new IllegalArgumentException("minimum of labels must be positive: " + minLabels);
        }
    }
}
