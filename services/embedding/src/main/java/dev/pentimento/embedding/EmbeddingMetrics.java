package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.operations.DeadLetterCounters;
import dev.pentimento.platform.operations.TaggedGauge;
import dev.pentimento.platform.operations.VersionInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the service counts and measures. Prometheus appends unit and {@code _total}. */
final class EmbeddingMetrics {
    private static final String PREFIX = "pentimento.embedding.";

    private final MeterRegistry registry;
    private final AtomicLong lag = new AtomicLong();
    private final TaggedGauge encoders;
    private final DeadLetterCounters deadLetters;
    private final VersionInfo versions;
    final Counter images;
    final Counter batches;
    final Counter retries;
    final Counter unloadable;
    final DistributionSummary batchSize;
    private final Counter keysMissing;
    private final Counter keysOther;
    final Timer decoding;
    final Timer fetching;
    final Timer inference;
    final Timer transaction;

    EmbeddingMetrics(MeterRegistry registry) {
        this.registry = registry;
        deadLetters = new DeadLetterCounters(registry, EmbeddingService.NAME);
        versions = new VersionInfo(registry, EmbeddingService.NAME);
        images = counter("images", "Images embedded, committed");
        batches = counter("batches", "Batches of embeddings written, committed");
        retries = counter("retries", "Polls that failed and were taken again");
        unloadable = counter("unloadable.versions", "Versions whose encoder could not be loaded");
        batchSize = DistributionSummary.builder(PREFIX + "batch.size")
                .baseUnit("images")
                .description("Images in one batch")
                .register(registry);
        decoding = timer("decoding", "Decoding the images of one pass");
        fetching = timer("fetching", "Fetching one image that is given by address");
        keysMissing = counter("keys.missing", "Images whose record has no key; the id in the event counts");
        keysOther = counter("keys.other", "Images whose record has a key that is not their id; the id counts");
        inference = timer("inference", "One forward pass of one encoder");
        transaction = timer("transaction", "From the first record sent to the commit");
        Gauge.builder(PREFIX + "lag", lag, AtomicLong::doubleValue)
                .baseUnit("records")
                .description("Images not yet taken, of the partitions assigned")
                .register(registry);
        encoders = new TaggedGauge(
                registry, PREFIX + "active.encoder", null, "1 for each encoder that serves; place 0 is the champion's");
    }

    void deadLetter(DeadLetterReason reason) {
        deadLetters.count(reason);
    }

    /** Counts what is no error: a record's key decides of the partition alone. */
    void key(byte @Nullable [] key, String imageId) {
        if (key == null) {
            keysMissing.increment();
        } else if (!Arrays.equals(key, imageId.getBytes(StandardCharsets.UTF_8))) {
            keysOther.increment();
        }
    }

    void lag(long records) {
        lag.set(records);
    }

    void activeEncoders(List<String> ids) {
        Map<Tags, Integer> shown = new HashMap<>();
        for (int place = 0; place < ids.size(); place++) {
            shown.put(Tags.of("encoder", ids.get(place), "place", "" + place), 1);
        }
        encoders.show(shown);
    }

    /** @param loaded versions whose encoders serve */
    void versions(List<ModelVersion> loaded) {
        Map<String, String> stages = new LinkedHashMap<>();
        loaded.forEach(
                version -> stages.put(version.getVersion(), version.getStage().name()));
        versions.loaded(stages);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(PREFIX + name).description(description).register(registry);
    }
}
