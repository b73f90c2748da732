package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaggedGaugeTest {
    private static final int OTHERS = 100;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TaggedGauge gauge = new TaggedGauge(registry, "drift.evidence", "ratio", "Evidence of drift");
    private int changes;

    @Test
    void whatIsNamedNoMoreIsToldNoMoreAndValuesChange() {
        gauge.show(Map.of(Tags.of("slice", "all"), 0.25, Tags.of("slice", "north"), 1));
        gauge.show(Map.of(Tags.of("slice", "all"), 0.5, Tags.of("slice", "south"), 3));

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "drift_evidence_ratio{slice=\"all\"} 0.5", "drift_evidence_ratio{slice=\"south\"} 3.0");

        gauge.show(Map.of());
        assertThat(registry.scrape()).doesNotContain("slice");
    }

    /** Other gauges change the one under test in the middle of the scrape that reads them. */
    @Test
    void aScrapeMeetsNoGaugeTwiceWhileValuesChange() {
        for (int other = 0; other < OTHERS; other++) {
            Gauge.builder("other." + other, this, test -> test.change()).register(registry);
        }
        change();

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("drift")))
                .hasSize(1);
        assertThat(changes).isGreaterThan(OTHERS);
    }

    private double change() {
        changes++;
        gauge.show(Map.of(Tags.of("slice", "all"), changes));
        return changes;
    }
}
