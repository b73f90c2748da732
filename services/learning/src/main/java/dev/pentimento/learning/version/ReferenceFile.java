package dev.pentimento.learning.version;

import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.List;
import java.util.Map;

/** A drift reference as a safetensors file of float64 tensors. */
public final class ReferenceFile {
    private static final String FORMAT = "pentimento.reference";
    private static final String FORMAT_1 = "1";
    /**
     * With a reference that tells unfamiliar images, sums have one more number. Releases that do not know this must not
     * load it.
     */
    private static final String FORMAT_2 = "2";

    private ReferenceFile() {}

    public static byte[] toBytes(DriftReference reference) {
        String format = reference.tellsUnfamiliar() ? FORMAT_2 : FORMAT_1;
        return new TensorFile(Map.of(FORMAT, format), reference.toTensors()).toBytes();
    }

    /** @throws UnusableFileException if these bytes are not a drift reference */
    public static DriftReference fromBytes(byte[] bytes) {
        TensorFile file = TensorFile.fromBytes(bytes);
        if (!List.of(FORMAT_1, FORMAT_2).contains(file.metadata(FORMAT))) {
            throw new UnusableFileException("reference of format " + file.metadata(FORMAT)
                    + "; this release reads formats " + FORMAT_1 + " and " + FORMAT_2);
        }
        try {
            return DriftReference.fromTensors(file.tensors());
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new UnusableFileException("unusable drift reference: " + e.getMessage(), e);
        }
    }
}
