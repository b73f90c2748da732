package dev.pentimento.serving.devices;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.settings.PlatformSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where networks run.
 *
 * @param devices at least one; each gets a copy of each network
 * @param precision the preferred precision; a network that it changes too much runs in full precision
 */
public record Placement(List<ComputeDevice> devices, Precision precision) {
    private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

    public Placement {
        devices = List.copyOf(devices);
    }

    /**
     * Reads the settings {@code device} and {@code inference.precision}, and logs the placement.
     *
     * @throws IllegalArgumentException that names the setting, if the device is not available
     */
    public static Placement of(PlatformSettings settings, DeviceLayer layer, String service) {
        List<Gpu> gpus = layer.gpus();
        List<ComputeDevice> devices = ComputeDevice.all(settings.device(), gpus.size());
        Precision precision = Precision.of(settings.inferencePrecision());
        LOG.info(
                "the networks of the {} run on {} in {}; {}",
                service,
                devices.stream().map(device -> described(device, gpus)).collect(Collectors.joining(", ")),
                precision,
                TorchEngine.description());
        return new Placement(devices, precision);
    }

    private static String described(ComputeDevice device, List<Gpu> gpus) {
        return device.isGpu() ? gpus.get(device.gpu()).toString() : device.toString();
    }
}
