package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();

    @Test
    void problemsAreNamedWithTheirParts() {
        health.started();
        health.readiness("stream", () -> Optional.of("rebalancing"));
        health.readiness("model", () -> Optional.of("no champion yet"));
        health.readiness("page", Optional::empty);

        assertThat(health.notReady()).isEqualTo(Map.of("stream", "rebalancing", "model", "no champion yet"));
        assertThat(health.notLive()).isEmpty();
    }

    @Test
    void whatIsNotAliveIsNotReadyEither() {
        health.started();
        health.readiness("loop", () -> Optional.of("waits"));
        health.liveness("loop", () -> Optional.of("stopped"));

        assertThat(health.notLive()).isEqualTo(Map.of("loop", "stopped"));
        assertThat(health.notReady()).isEqualTo(Map.of("loop", "stopped"));
    }

    @Test
    void readinessIsAMetric() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        health.measure(metrics, "trainer");
        Gauge ready = metrics.get("pentimento.ready").tag("service", "trainer").gauge();

        assertThat(ready.value()).as("it is still starting").isZero();
        health.started();
        assertThat(ready.value()).isOne();
        health.readiness("stream", () -> Optional.of("rebalancing"));
        assertThat(ready.value()).isZero();
    }

    @Test
    void aPartThatRegistersAgainReplacesItself() {
        health.started();
        health.readiness("model", () -> Optional.of("old"));
        health.readiness("model", Optional::empty);

        assertThat(health.notReady()).isEmpty();
    }
}
