package dev.pentimento.platform.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;

/** Tells which versions a service has loaded, and as what. */
public final class VersionInfo {
    private final String service;
    private final MultiGauge versions;

    public VersionInfo(MeterRegistry registry, String service) {
        this.service = service;
        versions = MultiGauge.builder("pentimento.model.version.info")
                .description("1 for each version that the service has loaded")
                .register(registry);
    }

    /** @param stages stage by version; what is not named any more is told no more */
    public void loaded(Map<String, String> stages) {
        List<MultiGauge.Row<?>> rows = stages.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        Tags.of("service", service, "version", entry.getKey(), "stage", entry.getValue()), 1))
                .toList();
        versions.register(rows, true);
    }
}
