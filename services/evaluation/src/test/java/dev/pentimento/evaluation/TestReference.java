package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.CLASSES;

import dev.pentimento.serving.judges.Reference;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.Random;

/** A reference of normal embeddings, the classifier naming the class of the largest dimension. */
public final class TestReference {
    private TestReference() {}

    public static Reference make() {
        Random random = new Random(1);
        FloatMatrix heldOut = embeddings(random, 2000, 0);
        int[] predicted = heldOut.argMax();
        float[] margins = new float[predicted.length];
        for (int i = 0; i < margins.length; i++) {
            float[] row = heldOut.row(i);
            Arrays.sort(row);
            margins[i] = row[2] - row[1];
        }
        float[] confidences = new float[predicted.length];
        boolean[] right = new boolean[predicted.length];
        for (int i = 0; i < right.length; i++) {
            confidences[i] = 0.4f + 0.5f * random.nextFloat();
            right[i] = random.nextFloat() < confidences[i];
        }
        DriftReference drift = DriftReference.fit(heldOut, predicted, margins, CLASSES.size(), 1)
                .with(CalibratedAccuracy.fit(confidences, right))
                .withoutFamiliarity(); // as in former releases, whose state is read in tests
        return new Reference("0123456789abcdef", drift, CLASSES);
    }

    /** @param shift of the first dimension */
    public static FloatMatrix embeddings(Random random, int rows, double shift) {
        float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + (i % 3 == 0 ? shift : 0));
        }
        return new FloatMatrix(rows, 3, values);
    }
}
