package dev.pentimento.learning.experiment;

import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.network.TensorFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;
import java.util.Map;

/** Labelled embeddings as a safetensors file: {@code embeddings} F32 n×d, {@code labels} I64 n. */
final class EmbeddedRows {
    private EmbeddedRows() {}

    static byte[] toFile(LabelledRows rows) {
        FloatMatrix matrix = rows.rows();
        long[] labels = Arrays.stream(rows.labels()).asLongStream().toArray();
        return new TensorFile(
                        Map.of(),
                        Map.of(
                                "embeddings", Tensor.ofFloats(matrix.values(), matrix.rows(), matrix.columns()),
                                "labels", Tensor.ofLongs(labels, labels.length)))
                .toBytes();
    }

    static LabelledRows fromFile(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        Tensor embeddings = file.tensor("embeddings");
        long[] shape = embeddings.shape();
        FloatMatrix matrix = new FloatMatrix((int) shape[0], (int) shape[1], embeddings.floats());
        return new LabelledRows(
                matrix,
                Arrays.stream(file.tensor("labels").longs())
                        .mapToInt(Math::toIntExact)
                        .toArray());
    }
}
