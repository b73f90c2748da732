package dev.pentimento.learning.training;

import dev.pentimento.tensors.FloatMatrix;

/**
 * Mean and standard deviation of each column.
 *
 * @param deviation never below a millionth, so that a constant column can be divided by it
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record Moments(float[] mean, float[] deviation) {
    private static final double SMALLEST = 1e-6;

    public static Moments of(FloatMatrix rows) {
        double[] sum = new double[rows.columns()];
        double[] squares = new double[rows.columns()];
        for (int column = 0; column < rows.columns(); column++) {
            for (int row = 0; row < rows.rows(); row++) {
                sum[column] += rows.at(row, column);
            }
            double mean = sum[column] / rows.rows();
            for (int row = 0; row < rows.rows(); row++) {
                double difference = rows.at(row, column) - mean;
                squares[column] += difference * difference;
            }
        }
        return of(sum, squares, rows.rows());
    }

    private static Moments of(double[] sum, double[] squares, int rows) {
        float[] mean = new float[sum.length];
        float[] deviation = new float[sum.length];
        for (int column = 0; column < sum.length; column++) {
            mean[column] = (float) (sum[column] / rows);
            deviation[column] = (float) Math.max(SMALLEST, Math.sqrt(squares[column] / rows));
        }
        return new Moments(mean, deviation);
    }
}
