package dev.pentimento.learning.device;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Asks NVIDIA's driver for the GPUs. The engine's binding does not know their names, and counts them only where it finds a
 * {@code libcudart} of the system, which a container may lack. Numbers are those of the engine: both follow {@code
 * CUDA_VISIBLE_DEVICES} and {@code CUDA_DEVICE_ORDER}.
 */
final class NvidiaDriver {
    private static final int LONGEST_NAME = 256;
    private static final int SUCCESS = 0;

    private NvidiaDriver() {}

    /** The part of CUDA's driver API that is needed; each function returns 0 or an error's number. */
    interface Driver extends Library {
        int cuInit(int flags);

        int cuDeviceGetCount(int[] count);

        int cuDeviceGet(int[] device, int ordinal);

        int cuDeviceGetName(byte[] name, int length, int device);

        int cuDeviceTotalMem_v2(long[] bytes, int device);
    }

    /** Empty if there is no driver, or none that works. */
    static List<Gpu> gpus() {
        try {
            return gpus(Native.load(Platform.isWindows() ? "nvcuda" : "libcuda.so.1", Driver.class));
        } catch (LinkageError e) {
            return List.of();
        }
    }

    static List<Gpu> gpus(Driver driver) {
        int[] count = new int[1];
        return driver.cuInit(0) == SUCCESS && driver.cuDeviceGetCount(count) == SUCCESS
                ? IntStream.range(0, count[0])
                        .mapToObj(number -> describe(driver, number))
                        .toList()
                : List.of();
    }

    private static Gpu describe(Driver driver, int number) {
        int[] device = new int[1];
        if (driver.cuDeviceGet(device, number) != SUCCESS) {
            return new Gpu(number, Optional.empty(), OptionalLong.empty());
        }
        byte[] name = new byte[LONGEST_NAME];
        long[] bytes = new long[1];
        return new Gpu(
                number,
                driver.cuDeviceGetName(name, name.length, device[0]) == SUCCESS
                        ? Optional.of(text(name))
                        : Optional.empty(),
                driver.cuDeviceTotalMem_v2(bytes, device[0]) == SUCCESS
                        ? OptionalLong.of(bytes[0])
                        : OptionalLong.empty());
    }

    private static String text(byte[] terminated) {
        int end = IntStream.range(0, terminated.length)
                .filter(i -> terminated[i] == 0)
                .findFirst()
                .orElse(terminated.length);
        return new String(terminated, 0, end, StandardCharsets.UTF_8);
    }
}
