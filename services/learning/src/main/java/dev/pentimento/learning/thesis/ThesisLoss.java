package dev.pentimento.learning.thesis;

import dev.pentimento.learning.contrastive.Distance;
import dev.pentimento.learning.contrastive.PairLoss;

/** The thesis's three losses with its constants: margin 1, temperature 1, and e as the sigmoid's factor. */
public enum ThesisLoss {
    MARGIN("contrastive with margin", new PairLoss.Margin(Distance.COSINE, 1)),
    SOFT_NEAREST_NEIGHBOURS("soft nearest neighbours", new PairLoss.SoftNearestNeighbours(Distance.COSINE, 1)),
    INVERTED_SIGMOID("sigmoid, the thesis's sign", new PairLoss.InvertedSigmoid(Math.E, 0)),
    /** Not used in the thesis, but what it intended. It collapses too. */
    SIGMOID("sigmoid, SigLIP's sign", new PairLoss.Sigmoid(Math.E, 0));

    private final String title;
    private final PairLoss loss;

    ThesisLoss(String title, PairLoss loss) {
        this.title = title;
        this.loss = loss;
    }

    /** Human-readable name. */
    public String title() {
        return title;
    }

    public PairLoss loss() {
        return loss;
    }
}
