package dev.pentimento.statistics.projection;

import dev.pentimento.tensors.FloatMatrix;

/** Joint probabilities of t-SNE between embeddings (van der Maaten and Hinton 2008, equations 1 and 2). */
final class Neighbourhoods {
    private static final int BISECTIONS = 60;
    private static final double SMALLEST = 1e-12;

    private Neighbourhoods() {}

    /**
     * Symmetric; sums to one.
     *
     * @param perplexity effective number of neighbours of each point
     * @return n×n, in row-major order
     */
    static double[] of(FloatMatrix embeddings, double perplexity) {
        int n = embeddings.rows();
        double[] conditional = new double[n * n];
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                distances[j] = squaredDistance(embeddings, i, j);
            }
            conditional(distances, i, Math.log(perplexity), conditional);
        }
        double[] joint = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double mean = (conditional[i * n + j] + conditional[j * n + i]) / (2.0 * n);
                joint[i * n + j] = i == j ? 0 : Math.max(SMALLEST, mean);
            }
        }
        return joint;
    }

    /** Finds the Gaussian's precision by bisection, such that the entropy is the logarithm of the perplexity. */
    private static void conditional(double[] distances, int self, double entropy, double[] target) {
        int n = distances.length;
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            nearest = j == self ? nearest : Math.min(nearest, distances[j]);
        }
        double precision = 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int round = 0; round < BISECTIONS; round++) {
            double sum = 0;
            double weighted = 0;
            for (int j = 0; j < n; j++) {
                double excess = distances[j] - nearest; // the nearest one never underflows
                double weight = j == self ? 0 : Math.exp(-excess * precision);
                target[self * n + j] = weight;
                sum += weight;
                weighted += excess * weight;
            }
            double actual = Math.log(sum) + precision * weighted / sum;
            for (int j = 0; j < n; j++) {
                target[self * n + j] /= sum;
            }
            if (actual > entropy) {
                low = precision;
                precision = Double.isInfinite(high) ? precision * 2 : (low + high) / 2;
            } else {
                high = precision;
                precision = (low + high) / 2;
            }
        }
    }

    private static double squaredDistance(FloatMatrix rows, int i, int j) {
        double sum = 0;
        for (int column = 0; column < rows.columns(); column++) {
            double difference = rows.at(i, column) - rows.at(j, column);
            sum += difference * difference;
        }
        return sum;
    }
}
