package dev.pentimento.serving.devices;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.platform.operations.TaggedGauge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The devices on which the networks of a service run. Thread-safe. */
final class DeviceMetrics {
    private final String service;
    private final TaggedGauge devices;
    private final Counter halved;
    private final Map<Tags, Integer> loaded = new HashMap<>();

    DeviceMetrics(MeterRegistry registry, String service) {
        this.service = service;
        devices = new TaggedGauge(
                registry, "pentimento.inference.device.networks", null, "Versions or encoders loaded, by device");
        halved = Counter.builder("pentimento.inference.halved")
                .description("Times that a pass did not fit into a device's memory and was halved")
                .tag("service", service)
                .register(registry);
    }

    void halved() {
        halved.increment();
    }

    void loaded(List<ComputeDevice> where, Precision precision) {
        count(where, precision, 1);
    }

    void closed(List<ComputeDevice> where, Precision precision) {
        count(where, precision, -1);
    }

    private synchronized void count(List<ComputeDevice> where, Precision precision, int change) {
        where.forEach(device -> loaded.merge(
                Tags.of("service", service, "device", device.toString(), "precision", precision.toString()),
                change,
                Integer::sum));
        devices.show(loaded);
    }
}
