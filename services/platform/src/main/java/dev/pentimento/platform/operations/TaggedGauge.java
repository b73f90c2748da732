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
 * A gauge of one value for each set of tags, whose tags come and go. A value changes in place:
 * {@link MultiGauge#register(Iterable, boolean)} with {@code true} takes each gauge out and puts another in, and who
 * scrapes at that moment meets both and is answered with an error.
 */
public final class TaggedGauge {
    private final MultiGauge gauges;
    private final Map<Tags, AtomicReference<Double>> values = new HashMap<>();

    /** @param unit what Prometheus appends to the name; null: nothing */
    public TaggedGauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        gauges =
                MultiGauge.builder(name).baseUnit(unit).description(description).register(registry);
    }

    /** @param shown value by tags; tags that are not among them are told no more */
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
