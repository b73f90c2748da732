package dev.pentimento.learning.contrastive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.training.Ranges;

/**
 * A loss of pairs: small if anchors are close to their positive partners and far from their negative ones. All these
 * losses depend only on distances between corrected points, so rotating all points does not change them. That is why a
 * frozen classifier behind the correction no longer fits what the correction learns.
 */
public sealed interface PairLoss {

    /**
     * @param anchors a×d
     * @param partners (a·p)×d, the p partners of the first anchor, then those of the second, ...
     * @param positive a×p, one if the partner has the anchor's class, otherwise zero
     * @return a single value, in the manager of {@code anchors}, differentiable
     */
    NDArray of(NDArray anchors, NDArray partners, NDArray positive);

    /**
     * Mean of y·D² + (1 − y)·max(0, m − D)², y being one for positive pairs (Hadsell, Chopra and LeCun 2006, equation
     * 4, without its constant ½, as in the thesis and Keras).
     *
     * @param margin m: negative pairs further apart than this cost nothing
     */
    record Margin(Distance distance, double margin) implements PairLoss {
        public Margin {
            Ranges.requirePositive("margin", margin);
        }

        @Override
        public NDArray of(NDArray anchors, NDArray partners, NDArray positive) {
            NDArray d = distance.of(Pairing.anchors(anchors), Pairing.partners(anchors, partners));
            NDArray apart = Activation.relu(d.neg().add((float) margin)).square();
            return d.square()
                    .mul(positive)
                    .add(apart.mul(positive.neg().add(1)))
                    .mean();
        }
    }

    /**
     * Mean over anchors of −log(Σ over positive partners exp(−D/T) / Σ over all partners exp(−D/T)) (Frosst, Papernot
     * and Hinton 2019, equation 1, the partners in place of the rest of the batch), by differences of logsumexp, so
     * that a low temperature causes neither overflow nor loss of precision. An anchor without a positive partner costs
     * nothing.
     *
     * @param temperature T: the lower it is, the more the nearest partners dominate
     */
    record SoftNearestNeighbours(Distance distance, double temperature) implements PairLoss {
        /** exp of it is zero in float32; finite, so that its gradient is zero and not undefined. */
        private static final float NEVER = -1e4f;

        public SoftNearestNeighbours {
            Ranges.requirePositive("temperature", temperature);
        }

        @Override
        public NDArray of(NDArray anchors, NDArray partners, NDArray positive) {
            NDArray d = distance.of(Pairing.anchors(anchors), Pairing.partners(anchors, partners));
            NDArray closeness = d.div(Upload.scalar(d, -temperature));
            NDArray hasPositive = positive.max(new int[] {1}, true);
            // Without any positive partner, all partners count as positive, which makes the loss zero.
            NDArray counted = positive.maximum(hasPositive.neg().add(1));
            NDArray ofPositive = closeness.add(counted.neg().add(1).mul(Upload.scalar(d, NEVER)));
            return logSumExp(closeness).sub(logSumExp(ofPositive)).mean();
        }

        private static NDArray logSumExp(NDArray rows) {
            NDArray largest = rows.max(new int[] {1}, true).stopGradient();
            return rows.sub(largest).exp().sum(new int[] {1}, true).log().add(largest);
        }
    }

    /**
     * Mean of log(1 + exp(−z·(t·cos + b))), z being +1 for positive pairs and −1 for negative ones (Zhai et al. 2023,
     * SigLIP, algorithm 1).
     *
     * @param temperature t, a factor
     * @param bias b
     */
    record Sigmoid(double temperature, double bias) implements PairLoss {
        public Sigmoid {
            Ranges.requirePositive("temperature", temperature);
        }

        @Override
        public NDArray of(NDArray anchors, NDArray partners, NDArray positive) {
            NDArray cosine = Distance.cosine(Pairing.anchors(anchors), Pairing.partners(anchors, partners));
            NDArray logits = cosine.mul(Upload.scalar(cosine, temperature)).add((float) bias);
            return Activation.softPlus(logits.mul(Pairing.signs(positive)).neg())
                    .mean();
        }
    }

    /**
     * The thesis's form of the sigmoid loss: mean of log(1 + exp(z·(b − t·D))), D being the cosine distance. Its sign
     * is inverted: a positive pair in the same place costs log 2, and one in opposite places next to nothing.
     *
     * @param temperature t, a factor; the thesis uses e
     * @param bias b
     */
    record InvertedSigmoid(double temperature, double bias) implements PairLoss {
        public InvertedSigmoid {
            Ranges.requirePositive("temperature", temperature);
        }

        @Override
        public NDArray of(NDArray anchors, NDArray partners, NDArray positive) {
            NDArray d = Distance.COSINE.of(Pairing.anchors(anchors), Pairing.partners(anchors, partners));
            NDArray logits = d.mul(Upload.scalar(d, -temperature)).add((float) bias);
            return Activation.softPlus(logits.mul(Pairing.signs(positive))).mean();
        }
    }

    /** Shapes that broadcast against each other. */
    final class Pairing {
        private Pairing() {}

        /** a×d → a×1×d. */
        static NDArray anchors(NDArray anchors) {
            return anchors.expandDims(1);
        }

        /** (a·p)×d → a×p×d. */
        static NDArray partners(NDArray anchors, NDArray partners) {
            long count = anchors.getShape().get(0);
            long each = partners.getShape().get(0) / count;
            return partners.reshape(new Shape(count, each, partners.getShape().get(1)));
        }

        /** 1 and 0 → +1 and −1. */
        static NDArray signs(NDArray positive) {
            return positive.add(positive).sub(1);
        }
    }
}
