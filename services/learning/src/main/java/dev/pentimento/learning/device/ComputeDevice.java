package dev.pentimento.learning.device;

import ai.djl.Device;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The device on which networks are stored and run: the CPU, or one GPU by number. */
public record ComputeDevice(int gpu) {
    private static final int NO_GPU = -1;
    private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

    public static final ComputeDevice CPU = new ComputeDevice(NO_GPU);

    /**
     * Resolves the setting {@code device} to an available device.
     *
     * @param setting {@code cpu}; {@code gpu:N}, which must exist; or {@code auto}: the first GPU, or the CPU if the
     *     engine finds none
     * @throws IllegalArgumentException naming the setting and the allowed values
     */
    public static ComputeDevice select(String setting) {
        return select(setting, TorchEngine.gpus());
    }

    static ComputeDevice select(String setting, int gpusThere) {
        Matcher gpu = GPU.matcher(setting);
        if (gpu.matches()) {
            return existingGpu(Integer.parseInt(gpu.group(1)), setting, gpusThere);
        }
        return switch (setting) {
            case "cpu" -> CPU;
            case "auto" -> gpusThere > 0 ? new ComputeDevice(0) : CPU;
            default ->
                throw new IllegalArgumentException(
                        "setting device is '" + setting + "'; allowed: auto, cpu and gpu:N, such as gpu:0");
        };
    }

    private static ComputeDevice existingGpu(int number, String setting, int gpusThere) {
        if (number >= gpusThere) {
            throw new IllegalArgumentException("setting device is '" + setting + "', but the engine finds " + gpusThere
                    + " GPU(s); use auto or cpu, or an engine library built for this GPU");
        }
        return new ComputeDevice(number);
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
