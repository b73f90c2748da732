package dev.pentimento.learning.contrastive;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.device.Upload;

/**
 * The distance between points: a×1×d and a×p×d, broadcast, → a×p. Values and gradients are finite everywhere, even if a
 * vector is zero or two vectors are equal.
 */
public enum Distance {
    /** (1 − cos) / 2, from 0 to 1; ½ if one of the vectors is zero. */
    COSINE {
        @Override
        NDArray of(NDArray first, NDArray second) {
            NDArray cosine = cosine(first, second);
            return cosine.mul(Upload.scalar(cosine, -0.5)).add(0.5f);
        }
    },

    /** √max(Σ(x − y)², ε): the minimum keeps the root's slope finite where two points coincide, as in Keras. */
    EUCLIDEAN {
        @Override
        NDArray of(NDArray first, NDArray second) {
            NDArray squares = first.sub(second).square().sum(new int[] {2});
            return squares.maximum(Upload.scalar(squares, SMALLEST_SQUARE)).sqrt();
        }
    };

    private static final float SMALLEST_SQUARE = 1e-7f;
    private static final float SHORTEST_SQUARE = 1e-12f;

    abstract NDArray of(NDArray first, NDArray second);

    /** Cosine of the angle between them; 0 if one of them is zero. */
    static NDArray cosine(NDArray first, NDArray second) {
        return unit(first).mul(unit(second)).sum(new int[] {2});
    }

    private static NDArray unit(NDArray vectors) {
        return vectors.div(
                vectors.square().sum(new int[] {2}, true).add(SHORTEST_SQUARE).sqrt());
    }
}
