package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetterReason;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountersTest {
    @Test
    void everyReasonOfADeadLetterIsThereFromTheStart() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DeadLetterCounters counters = new DeadLetterCounters(registry, "embedding");
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(id -> id.getTag("reason"))
                .hasSize(DeadLetterReason.values().length);

        counters.count(DeadLetterReason.UNDECODABLE_IMAGE);
        counters.count(DeadLetterReason.UNDECODABLE_IMAGE);

        assertThat(count(registry, DeadLetterReason.UNDECODABLE_IMAGE)).isEqualTo(2);
        assertThat(count(registry, DeadLetterReason.UNKNOWN_SCHEMA)).isZero();
    }

    @Test
    void onlyLoadedVersionsAreShownWithTheirStages() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        VersionInfo info = new VersionInfo(registry, "evaluation");

        info.loaded(Map.of("a", "CHAMPION", "b", "CANDIDATE"));
        info.loaded(Map.of("b", "CHAMPION"));

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "pentimento_model_version_info{service=\"evaluation\",stage=\"CHAMPION\",version=\"b\"} 1");
    }

    private static double count(SimpleMeterRegistry registry, DeadLetterReason reason) {
        return registry.get("pentimento.dead.letters")
                .tags("service", "embedding", "reason", reason.name())
                .counter()
                .count();
    }
}
