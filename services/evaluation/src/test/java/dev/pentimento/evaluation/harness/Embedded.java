package dev.pentimento.evaluation.harness;

import dev.pentimento.tensors.FloatMatrix;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Images as a version sees them.
 *
 * @param embeddings n × d
 * @param logits of the original opinion, n × classes
 * @param labels true classes
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Embedded(FloatMatrix embeddings, FloatMatrix logits, int[] labels) {
    int size() {
        return labels.length;
    }

    int[] predicted() {
        return logits.argMax();
    }

    /** Largest logit minus second largest of each image. */
    float[] margins() {
        float[] margins = new float[size()];
        for (int row = 0; row < margins.length; row++) {
            float[] sorted = logits.row(row);
            java.util.Arrays.sort(sorted);
            margins[row] = sorted[sorted.length - 1] - sorted[sorted.length - 2];
        }
        return margins;
    }

    /** Probability of the predicted class of each image. */
    float[] confidences() {
        float[] confidences = new float[size()];
        for (int row = 0; row < confidences.length; row++) {
            float[] values = logits.row(row);
            double largest = Double.NEGATIVE_INFINITY;
            for (float value : values) {
                largest = Math.max(largest, value);
            }
            double sum = 0;
            for (float value : values) {
                sum += Math.exp(value - largest);
            }
            confidences[row] = (float) (1 / sum);
        }
        return confidences;
    }

    Embedded select(int[] rows) {
        int[] chosen = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = labels[rows[i]];
        }
        return new Embedded(embeddings.select(rows), logits.select(rows), chosen);
    }

    void save(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (FloatMatrix matrix : new FloatMatrix[] {embeddings, logits}) {
                out.writeInt(matrix.rows());
                out.writeInt(matrix.columns());
                out.write(matrix.toLittleEndian().array());
            }
            for (int label : labels) {
                out.writeInt(label);
            }
        }
    }

    static Embedded read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            FloatMatrix embeddings = matrix(in);
            FloatMatrix logits = matrix(in);
            int[] labels = new int[embeddings.rows()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = in.readInt();
            }
            return new Embedded(embeddings, logits, labels);
        }
    }

    private static FloatMatrix matrix(DataInputStream in) throws IOException {
        int rows = in.readInt();
        int columns = in.readInt();
        byte[] bytes = in.readNBytes(rows * columns * Float.BYTES);
        return FloatMatrix.fromLittleEndian(java.nio.ByteBuffer.wrap(bytes), columns);
    }
}
