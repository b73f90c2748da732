package dev.pentimento.learning.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * k-nearest neighbours (Cover and Hart 1967): the most frequent class among the k nearest points by Euclidean distance;
 * of equally frequent classes, the first one. It stores all points and compares with each of them.
 */
public record NearestNeighbours(LabelledRows points, int classes, int neighbours, ComputeDevice device) {
    /** Limits the distance matrix to some tens of megabytes. */
    private static final int BATCH = 256;

    public NearestNeighbours {
        points.requireUsable("neighbours", classes);
        if (neighbours < 1 || neighbours > points.size()) {
            throw new IllegalArgumentException(
                    "neighbours must be from 1 to " + points.size() + ", the number of points: " + neighbours);
        }
    }

    /** n×d → the predicted class of each row. */
    public int[] predict(FloatMatrix rows) {
        if (rows.columns() != points.rows().columns()) {
            throw new IllegalArgumentException("rows have " + rows.columns() + " columns, the points "
                    + points.rows().columns());
        }
        int[] predicted = new int[rows.rows()];
        try (NDManager manager = TorchEngine.newManager(device)) {
            NDArray known = Upload.matrix(manager, points.rows());
            NDArray lengths = known.square().sum(new int[] {1});
            NDArray transposed = known.transpose();
            for (int from = 0; from < predicted.length; from += BATCH) {
                int to = Math.min(predicted.length, from + BATCH);
                try (NDManager scratch = manager.newSubManager()) {
                    NDArray batch = Upload.matrix(
                            scratch, rows.select(IntStream.range(from, to).toArray()));
                    // ‖x − y‖² − ‖x‖²: a term common to all points does not change which one is nearest.
                    NDArray product = batch.matMul(transposed);
                    NDArray distances = lengths.sub(product.add(product));
                    distances.attach(scratch);
                    vote(distances.topK(neighbours, 1, false, true).get(1).toLongArray(), predicted, from);
                }
            }
        }
        return predicted;
    }

    private void vote(long[] nearest, int[] predicted, int from) {
        for (int row = 0; row * neighbours < nearest.length; row++) {
            int[] votes = new int[classes];
            for (int i = 0; i < neighbours; i++) {
                votes[points.labels()[Math.toIntExact(nearest[row * neighbours + i])]]++;
            }
            int most = Arrays.stream(votes).max().orElse(0);
            predicted[from + row] = IntStream.range(0, classes)
                    .filter(c -> votes[c] == most)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
