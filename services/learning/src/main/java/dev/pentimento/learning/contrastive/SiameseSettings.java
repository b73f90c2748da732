package dev.pentimento.learning.contrastive;

import dev.pentimento.learning.network.ThesisCorrection;
import dev.pentimento.learning.training.Ranges;

/**
 * How two towers are trained.
 *
 * @param form of the correction, which both towers are
 * @param epochs at most
 * @param anchors in one step
 * @param patience epochs without a better validation loss until it stops
 */
public record SiameseSettings(
        ThesisCorrection.Form form,
        PairLoss loss,
        PairSettings pairs,
        int epochs,
        int anchors,
        double learningRate,
        int patience) {

    public SiameseSettings {
        Ranges.requirePositive("epochs", epochs);
        Ranges.requirePositive("anchors", anchors);
        Ranges.requirePositive("learning rate", learningRate);
        Ranges.requirePositive("patience", patience);
    }

    /** The thesis's, with eight anchors in a step instead of one, so that it takes minutes and not hours. */
    public static SiameseSettings thesis(PairLoss loss) {
        return new SiameseSettings(ThesisCorrection.Form.UNIT_INPUT, loss, PairSettings.defaults(), 20, 8, 1e-3, 10);
    }

    public SiameseSettings with(PairLoss other) {
        return new SiameseSettings(form, other, pairs, epochs, anchors, learningRate, patience);
    }
}
