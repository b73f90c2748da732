package dev.pentimento.learning.contrastive;

import dev.pentimento.learning.network.ThesisCorrection;
import dev.pentimento.learning.training.Ranges;

/**
 * How two towers are trained.
 *
 * @param form form of the correction, which is used by both towers
 * @param epochs maximum number of epochs
 * @param anchors number of anchors in one step
 * @param patience number of epochs without a better validation loss after which training stops
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

    /**
     * The thesis's settings, with eight anchors per step instead of one, so that training takes minutes instead of
     * hours.
     */
    public static SiameseSettings thesis(PairLoss loss) {
        return new SiameseSettings(ThesisCorrection.Form.UNIT_INPUT, loss, PairSettings.defaults(), 20, 8, 1e-3, 10);
    }

    public SiameseSettings with(PairLoss other) {
        return new SiameseSettings(form, other, pairs, epochs, anchors, learningRate, patience);
    }
}
