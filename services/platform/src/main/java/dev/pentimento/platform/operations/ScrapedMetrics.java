package dev.pentimento.platform.operations;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics that a process serves. */
public final class ScrapedMetrics {
    private ScrapedMetrics() {}

    /**
     * A registry with the metrics of the process.
     *
     * @param kafka whether it keeps the metrics of the Kafka clients: thousands, nine tenths of what is scraped
     */
    public static PrometheusMeterRegistry create(boolean kafka) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        if (!kafka) {
            metrics.config().meterFilter(MeterFilter.denyNameStartsWith("kafka."));
        }
        ProcessMetrics.bindTo(metrics);
        return metrics;
    }
}
