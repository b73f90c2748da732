package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;

/** A made-up world: embeddings from a mixture of Gaussians, one for each class, and a linear classifier of them. */
public final class Scenery {
    public static final int DIMENSIONS = 12;
    public static final int CLASSES = 4;

    /** What the detector is given of some images. */
    public record Sample(FloatMatrix embeddings, int[] predicted, float[] margins) {
        public DriftCounts countedBy(DriftReference reference) {
            return reference.count(embeddings, predicted, margins);
        }
    }

    /** How images differ from those of the reference. */
    public record Drift(double shift, double scale, double firstClass) {
        public static final Drift NONE = new Drift(0, 1, 1.0 / CLASSES);
    }

    private final float[][] centres = new float[CLASSES][DIMENSIONS];
    private final DriftScores scores;

    public Scenery(long seed) {
        Random random = new Random(seed);
        for (float[] centre : centres) {
            for (int i = 0; i < DIMENSIONS; i++) {
                centre[i] = (float) (1.5 * random.nextGaussian() / (1 + i / 4.0));
            }
        }
        scores = DriftScores.fit(sample(random, 2_000, Drift.NONE).embeddings, seed);
    }

    public DriftScores scores() {
        return scores;
    }

    public DriftReference reference(Random random, int images) {
        Sample heldOut = sample(random, images, Drift.NONE);
        return DriftReference.fit(scores, heldOut.embeddings, heldOut.predicted, heldOut.margins, CLASSES, 1);
    }

    public Sample sample(Random random, int images, Drift drift) {
        return bursts(random, images, 1, drift);
    }

    /** Images that come {@code burst} at a time from one class and lie close together. */
    public Sample bursts(Random random, int images, int burst, Drift drift) {
        float[] values = new float[images * DIMENSIONS];
        float[] subject = new float[DIMENSIONS];
        int drawn = 0;
        for (int n = 0; n < images; n++) {
            if (n % burst == 0) {
                drawn = random.nextDouble() < drift.firstClass ? 0 : 1 + random.nextInt(CLASSES - 1);
                for (int i = 0; i < DIMENSIONS; i++) {
                    subject[i] = (float) random.nextGaussian();
                }
            }
            for (int i = 0; i < DIMENSIONS; i++) {
                double own = burst == 1 ? subject[i] : .9 * subject[i] + Math.sqrt(.19) * random.nextGaussian();
                values[n * DIMENSIONS + i] =
                        (float) (centres[drawn][i] + (drift.shift + drift.scale * own) / (1 + i / 4.0));
            }
        }
        return classified(new FloatMatrix(images, DIMENSIONS, values));
    }

    private Sample classified(FloatMatrix embeddings) {
        int[] predicted = new int[embeddings.rows()];
        float[] margins = new float[embeddings.rows()];
        for (int row = 0; row < predicted.length; row++) {
            float[] logits = new float[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                for (int i = 0; i < DIMENSIONS; i++) {
                    float distance = embeddings.at(row, i) - centres[c][i];
                    logits[c] -= distance * distance * (float) Math.pow(1 + i / 4.0, 2) / 2;
                }
            }
            predicted[row] = new FloatMatrix(1, CLASSES, logits).argMax()[0];
            float largest = logits[predicted[row]];
            margins[row] = Float.POSITIVE_INFINITY;
            for (int c = 0; c < CLASSES; c++) {
                margins[row] = c == predicted[row] ? margins[row] : Math.min(margins[row], largest - logits[c]);
            }
        }
        return new Sample(embeddings, predicted, margins);
    }
}
