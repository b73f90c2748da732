package dev.pentimento.platform.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** Reports the versions that a service has loaded, with their stages. */
public final class VersionInfo {
    private final String service;
    private final TaggedGauge versions;

    public VersionInfo(MeterRegistry registry, String service) {
        this.service = service;
        versions = new TaggedGauge(
                registry, "pentimento.model.version.info", null, "1 for each version that the service has loaded");
    }

    /** @param stages stage by version; other versions disappear */
    public void loaded(Map<String, String> stages) {
        Map<Tags, Integer> shown = new HashMap<>();
        stages.forEach(
                (version, stage) -> shown.put(Tags.of("service", service, "version", version, "stage", stage), 1));
        versions.show(shown);
    }
}
