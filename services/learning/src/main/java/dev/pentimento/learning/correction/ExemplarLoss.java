package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.device.Upload;

/**
 * Soft-nearest-neighbour loss (Frosst, Papernot and Hinton 2019, equation 1; with cosine similarity) of points against
 * frozen exemplars: Σᵢ wᵢ·[logsumexpⱼ sᵢⱼ − logsumexp over j of i's class sᵢⱼ], sᵢⱼ = cos(φᵢ, eⱼ)/τ. The exemplars are
 * uncorrected embeddings: they are the frame of reference that distinguishes the classifier's space from a rotated one.
 */
final class ExemplarLoss {
    static final float TEMPERATURE = 0.1f;

    private ExemplarLoss() {}

    /**
     * @param features n×p
     * @param exemplars m×p, rows of length one
     * @param sameClass n×m, one if the classes are equal; a row without any must contain only ones, which makes its
     *     loss zero
     * @param weights n×1
     * @return a single value, in the manager of {@code features}
     */
    static NDArray of(NDArray features, NDArray exemplars, NDArray sameClass, NDArray weights) {
        NDArray similarity =
                features.normalize(2, 1, 1e-8).matMul(exemplars.transpose()).div(Upload.scalar(features, TEMPERATURE));
        NDArray share = similarity.logSoftmax(1).exp().mul(sameClass).sum(new int[] {1}, true);
        return share.log().mul(weights).sum().neg();
    }
}
