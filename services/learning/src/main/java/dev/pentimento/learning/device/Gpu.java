package dev.pentimento.learning.device;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A GPU that the engine can use.
 *
 * @param number the N of {@code gpu:N}
 * @param name what its driver calls it, if the driver says
 * @param memoryBytes all its memory, if the driver says
 */
public record Gpu(int number, Optional<String> name, OptionalLong memoryBytes) {
    private static final double GIBIBYTE = 1 << 30;

    public ComputeDevice device() {
        return new ComputeDevice(number);
    }

    /** Such as {@code gpu:0 (NVIDIA H200, 139.8 GiB)}. */
    @Override
    public String toString() {
        String memory = memoryBytes.isPresent()
                ? String.format(Locale.ROOT, ", %.1f GiB", memoryBytes.getAsLong() / GIBIBYTE)
                : "";
        return device() + " (" + name.orElse("name unknown") + memory + ")";
    }
}
