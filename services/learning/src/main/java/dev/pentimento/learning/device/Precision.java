package dev.pentimento.learning.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;

/**
 * The type of number that a network computes with in inference. Its input and its result are float32 in any case. There is
 * no bfloat16: DJL 0.36's binding ends the process when it converts to it.
 */
public enum Precision {
    /** Full precision: what networks are trained and validated in. */
    FLOAT32(DataType.FLOAT32),
    /** Half precision of IEEE 754: eleven significant bits, up to 65,504. */
    FLOAT16(DataType.FLOAT16);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    /**
     * Resolves the setting {@code inference.precision}.
     *
     * @throws IllegalArgumentException that names the setting and what is allowed
     */
    public static Precision of(String setting) {
        for (Precision precision : values()) {
            if (precision.toString().equals(setting)) {
                return precision;
            }
        }
        throw new IllegalArgumentException(
                "setting inference.precision is '" + setting + "'; allowed are float32 and float16");
    }

    /** The array in this type, in its own manager: itself if it has this type already. */
    public NDArray convert(NDArray array) {
        return array.toType(type, false);
    }

    /** The word of the setting. */
    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
