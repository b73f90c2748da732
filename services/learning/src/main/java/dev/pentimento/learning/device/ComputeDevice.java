package dev.pentimento.learning.device;

import ai.djl.Device;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The device on which networks are stored and run: the CPU, or one GPU by number. */
public record ComputeDevice(int gpu) {
    private static final int NO_GPU = -1;
    private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

    public static final ComputeDevice CPU = new ComputeDevice(NO_GPU);

    /** The device for work that takes one: the first that {@link #all} gives for the setting. */
    public static ComputeDevice select(String setting) {
        return all(setting, TorchEngine.gpus().size()).get(0);
    }

    /**
     * Resolves the setting {@code device} to available devices.
     *
     * @param setting {@code cpu}; {@code gpu:N}, which must be there; {@code gpu}: all GPUs, at least one; or {@code auto}:
     *     the first GPU, or the processor where the engine sees none
     * @param gpusThere how many GPUs the engine sees
     * @return one device or several
     * @throws IllegalArgumentException that names the setting and what is allowed, or what to install
     */
    public static List<ComputeDevice> all(String setting, int gpusThere) {
        Matcher gpu = GPU.matcher(setting);
        if (gpu.matches()) {
            int number = Integer.parseInt(gpu.group(1));
            requireThere(number, setting, gpusThere);
            return List.of(new ComputeDevice(number));
        }
        return switch (setting) {
            case "cpu" -> List.of(CPU);
            case "auto" -> List.of(gpusThere > 0 ? new ComputeDevice(0) : CPU);
            case "gpu" -> {
                requireThere(0, setting, gpusThere);
                yield IntStream.range(0, gpusThere).mapToObj(ComputeDevice::new).toList();
            }
            default ->
                throw new IllegalArgumentException(
                        "setting device is '" + setting + "'; allowed: auto, cpu, gpu and gpu:N, such as gpu:0");
        };
    }

    private static void requireThere(int number, String setting, int gpusThere) {
        if (number < gpusThere) {
            return;
        }
        String problem = "setting device is '" + setting + "', but the engine sees ";
        throw new IllegalArgumentException(
                gpusThere == 0
                        ? problem + "no GPU; install NVIDIA's driver and the CUDA build of PyTorch"
                                + " (docs/how-to/use-gpus.md), or set device to auto or cpu"
                        : problem + gpusThere + " GPU(s), from gpu:0; set device to one of these, to gpu or to auto");
    }

    public boolean isGpu() {
        return gpu != NO_GPU;
    }

    /** The engine's own name for this device. */
    public Device engineDevice() {
        return isGpu() ? Device.gpu(gpu) : Device.cpu();
    }

    @Override
    public String toString() {
        return isGpu() ? "gpu:" + gpu : "cpu";
    }
}
