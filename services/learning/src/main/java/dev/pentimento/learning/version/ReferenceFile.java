package dev.pentimento.learning.version;

import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.network.TensorFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A drift reference as a safetensors file of float64 tensors. */
public final class ReferenceFile {
    private static final String FORMAT = "pentimento.reference";
    private static final String FORMAT_1 = "1";

    private ReferenceFile() {}

    public static byte[] toBytes(DriftReference reference) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        reference.toTensors().forEach((name, tensor) -> {
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            tensors.put(name, Tensor.ofDoubles(tensor.values(), shape));
        });
        return new TensorFile(Map.of(FORMAT, FORMAT_1), tensors).toBytes();
    }

    /** @throws UnusableFileException if these bytes are no drift reference */
    public static DriftReference fromBytes(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        if (!file.metadata(FORMAT).equals(FORMAT_1)) {
            throw new UnusableFileException("reference of format " + file.metadata(FORMAT) + "; read is " + FORMAT_1);
        }
        Map<String, dev.pentimento.statistics.drift.Tensor> tensors = new LinkedHashMap<>();
        try {
            file.tensors().forEach((name, tensor) -> {
                int[] shape =
                        Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
                tensors.put(name, new dev.pentimento.statistics.drift.Tensor(shape, tensor.doubles()));
            });
            return DriftReference.fromTensors(tensors);
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new UnusableFileException("unusable drift reference: " + e.getMessage(), e);
        }
    }
}
