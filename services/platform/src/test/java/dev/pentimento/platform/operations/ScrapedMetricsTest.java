package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class ScrapedMetricsTest {
    @Test
    void kafkasMetricsAreServedOnRequest() {
        assertThat(scrape(true)).contains("kafka_consumer_fetch_total", "pentimento_ready", "process_uptime");
        assertThat(scrape(false)).doesNotContain("kafka_").contains("pentimento_ready", "process_uptime");
    }

    private static String scrape(boolean kafka) {
        PrometheusMeterRegistry metrics = ScrapedMetrics.create(kafka);
        metrics.counter("kafka.consumer.fetch").increment();
        metrics.gauge("pentimento.ready", 1);
        return metrics.scrape();
    }
}
