package dev.pentimento.dashboard;

import dev.pentimento.dashboard.lights.Right;
import dev.pentimento.dashboard.lights.State;
import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.dashboard.state.DashboardState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page's first answer as metrics, so that an alert fires exactly when the page says that the model is wrong. */
final class LightGauges {
    private static final String PREFIX = "pentimento.quality.";
    private static final String RECENT = "Accuracy of the champion's answers on the latest labelled images";

    private LightGauges() {}

    static void register(MeterRegistry metrics, DashboardState state, InstantSource clock) {
        Supplier<Right> light = () -> state.right(clock.instant());
        for (State each : State.values()) {
            Gauge.builder(PREFIX + "state", () -> light.get().state() == each ? 1 : 0)
                    .description("1 for the current answer to: is the model right?")
                    .tag("state", each.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
        gauge(light, "floor", "Least accuracy of the model that is accepted", Right::floor)
                .register(metrics);
        gauge(light, "training", "The champion's accuracy at training", Right::training)
                .register(metrics);
        gauge(light, "recent", RECENT, right -> value(right.window()))
                .tag("span", "window")
                .register(metrics);
        gauge(light, "recent", RECENT, right -> value(right.span()))
                .tag("span", "hour")
                .register(metrics);
    }

    private static @Nullable Double value(@Nullable Reading reading) {
        return reading == null ? null : reading.value();
    }

    /** NaN if the figure is not known. */
    private static Gauge.Builder<Supplier<Number>> gauge(
            Supplier<Right> light, String name, String description, Function<Right, @Nullable Double> figure) {
        Supplier<Number> value = () -> {
            Double known = figure.apply(light.get());
            return known == null ? Double.NaN : known;
        };
        return Gauge.builder(PREFIX + name, value).baseUnit("ratio").description(description);
    }
}
