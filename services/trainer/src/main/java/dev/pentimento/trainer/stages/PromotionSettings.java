package dev.pentimento.trainer.stages;

/**
 * Whether evidence may change stages without a command.
 *
 * @param automatic whether evidence may change stages; false: only commands do
 * @param level error probability that all automatic promotions share
 * @param minLabels smallest number of labelled images for a decision
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
