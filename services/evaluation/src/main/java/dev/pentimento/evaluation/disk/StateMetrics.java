package dev.pentimento.evaluation.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;

/** Metrics of the memory and the disk that the stream's state uses. */
public final class StateMetrics {
    private static final String PREFIX = "pentimento.evaluation.state.";

    private StateMetrics() {}

    public static void register(MeterRegistry registry, StoreMemory memory, DiskSpace disk) {
        Gauge.builder(PREFIX + "memory", memory, StoreMemory::used)
                .baseUnit(BaseUnits.BYTES)
                .description("Memory outside the heap that the stores take; at most evaluation.state.memory")
                .register(registry);
        Gauge.builder(PREFIX + "disk.free", disk, DiskSpace::free)
                .baseUnit(BaseUnits.BYTES)
                .description("Free space on the disk of evaluation.state.dir")
                .register(registry);
        Gauge.builder(PREFIX + "disk.total", disk, DiskSpace::total)
                .baseUnit(BaseUnits.BYTES)
                .description("Size of the disk of evaluation.state.dir")
                .register(registry);
    }
}
