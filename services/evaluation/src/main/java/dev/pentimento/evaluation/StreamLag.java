package dev.pentimento.evaluation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How many records of its input topics the stream has not read yet, as gauges. */
final class StreamLag {
    private StreamLag() {}

    /** @param metrics supplies the current metrics of the stream's clients */
    static void register(
            MeterRegistry registry, List<String> topics, Supplier<Map<MetricName, ? extends Metric>> metrics) {
        for (String topic : topics) {
            Gauge.builder("pentimento.evaluation.lag", () -> of(topic, metrics.get()))
                    .baseUnit("records")
                    .description("Records not read yet, of the partitions assigned")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    private static double of(String topic, Map<MetricName, ? extends Metric> metrics) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag")
                        && topic.equals(metric.metricName().tags().get("topic")))
                .mapToDouble(metric -> metric.metricValue() instanceof Double records ? records : 0)
                .filter(Double::isFinite)
                .sum();
    }
}
