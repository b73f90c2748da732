package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.pentimento.learning.device.Upload;

/** Losses: single values, in the manager of their first argument, differentiable. */
public final class Losses {
    private Losses() {}

    /**
     * Weighted cross-entropy, −Σᵢ w(yᵢ)·log softmax(xᵢ)[yᵢ] / Σᵢ w(yᵢ), as PyTorch's {@code cross_entropy} with
     * weights.
     *
     * @param logits n×k
     * @param labels n class numbers
     * @param classWeights k weights, not all zero for the classes present
     */
    public static NDArray crossEntropy(NDArray logits, int[] labels, float[] classWeights) {
        NDArray weights = weightedOneHot(logits, labels, classWeights);
        return logits.logSoftmax(1).mul(weights).sum().neg();
    }

    /** n×k; row i is zero except for w(yᵢ)/Σw at yᵢ. */
    private static NDArray weightedOneHot(NDArray like, int[] labels, float[] classWeights) {
        double total = 0;
        for (int label : labels) {
            total += classWeights[label];
        }
        int classes = classWeights.length;
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = (float) (classWeights[labels[i]] / total);
        }
        return Upload.create(like.getManager(), values, new Shape(labels.length, classes));
    }

    /**
     * Bernoulli negative log-likelihood of pixels, Σ softplus(x) − x·y, mean over images (Kingma and Welling 2014,
     * appendix C.1, on logits, so that nothing overflows).
     *
     * @param logits n×c×h×w
     * @param pixels the same number of values in 0..1
     */
    public static NDArray reconstruction(NDArray logits, NDArray pixels) {
        return Activation.softPlus(logits)
                .sub(logits.mul(pixels.reshape(logits.getShape())))
                .sum()
                .div(Upload.scalar(logits, logits.getShape().get(0)));
    }

    /**
     * Mean over images and pixels of (σ(x) − y)², σ being the logistic function.
     *
     * @param logits n×c×h×w
     * @param pixels the same number of values in 0..1
     */
    public static NDArray squaredError(NDArray logits, NDArray pixels) {
        return Activation.sigmoid(logits)
                .sub(pixels.reshape(logits.getShape()))
                .square()
                .mean();
    }

    /**
     * Divergence of N(μ, σ²) from N(0, 1): −½ Σ 1 + log σ² − μ² − σ², mean over rows (Kingma and Welling 2014,
     * appendix B).
     *
     * @param mean n×d
     * @param logVariance n×d
     */
    public static NDArray divergence(NDArray mean, NDArray logVariance) {
        return mean.square()
                .add(logVariance.exp())
                .sub(logVariance)
                .sub(1)
                .sum()
                .div(Upload.scalar(mean, 2 * mean.getShape().get(0)));
    }
}
