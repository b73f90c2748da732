package dev.pentimento.platform.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A gauge with one value for each set of tags; the sets change over time. Values change in place:
 * {@link MultiGauge#register(Iterable, boolean)} with {@code true} would replace each gauge, and a scrape at that
 * moment would find both gauges and fail.
 */
public final class TaggedGauge {
    private final MultiGauge gauges;
    private final Map<Tags, AtomicReference<Double>> values = new HashMap<>();

    /** @param unit the suffix of the name in Prometheus; null for none */
    public TaggedGauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        gauges =
                MultiGauge.builder(name).baseUnit(unit).description(description).register(registry);
    }

    /** @param shown value by tags; other tags disappear */
    public synchronized void show(Map<Tags, ? extends Number> shown) {
        values.keySet().retainAll(shown.keySet());
        shown.forEach((tags, value) ->
                values.computeIfAbsent(tags, added -> new AtomicReference<>()).set(value.doubleValue()));
        List<Row<?>> rows = values.entrySet().stream()
                .<Row<?>>map(entry -> Row.of(entry.getKey(), entry.getValue(), AtomicReference::get))
                .toList();
        gauges.register(rows, false);
    }
}
