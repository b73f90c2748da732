package dev.pentimento.learning.version;

import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.Map;

/** A drift reference as a safetensors file of float64 tensors. */
public final class ReferenceFile {
    private static final String FORMAT = "pentimento.reference";
    private static final String FORMAT_1 = "1";

    private ReferenceFile() {}

    public static byte[] toBytes(DriftReference reference) {
        return new TensorFile(Map.of(FORMAT, FORMAT_1), reference.toTensors()).toBytes();
    }

    /** @throws UnusableFileException if these bytes are not a drift reference */
    public static DriftReference fromBytes(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        if (!file.metadata(FORMAT).equals(FORMAT_1)) {
            throw new UnusableFileException(
                    "reference of format " + file.metadata(FORMAT) + "; this release reads format " + FORMAT_1);
        }
        try {
            return DriftReference.fromTensors(file.tensors());
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new UnusableFileException("unusable drift reference: " + e.getMessage(), e);
        }
    }
}
