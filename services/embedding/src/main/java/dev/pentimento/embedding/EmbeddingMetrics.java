package dev.pentimento.embedding;

import dev.pentimento.embedding.decoding.DecodingMetrics;
import dev.pentimento.embedding.writing.Output;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.operations.DeadLetterCounters;
import dev.pentimento.platform.operations.TaggedGauge;
import dev.pentimento.platform.operations.VersionInfo;
import dev.pentimento.serving.encoders.EncoderPlan;
import dev.pentimento.serving.encoders.LoadedEncoder;
import dev.pentimento.serving.faults.FailedShare;
import dev.pentimento.serving.swapping.Served;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The metrics of the service. Prometheus appends unit and {@code _total}. */
final class EmbeddingMetrics implements DecodingMetrics, EncoderPlan.Listener {
    private static final String PREFIX = "pentimento.embedding.";

    private final MeterRegistry registry;
    private final AtomicLong lag = new AtomicLong();
    private final TaggedGauge encoders;
    private final DeadLetterCounters deadLetters;
    private final VersionInfo versions;
    private final Counter images;
    private final Counter batches;
    final Counter retries;
    private final Counter unloadable;
    private final DistributionSummary batchSize;
    private final Counter keysMissing;
    private final Counter keysOther;
    final Timer decoding;
    private final Counter warnings;
    private final Timer fetching;
    final Timer inference;
    final Timer transaction;
    final FailedShare failedShare;

    EmbeddingMetrics(MeterRegistry registry, FailedShare failedShare) {
        this.registry = registry;
        this.failedShare = failedShare.register(registry, EmbeddingService.NAME);
        deadLetters = new DeadLetterCounters(registry, EmbeddingService.NAME);
        versions = new VersionInfo(registry, EmbeddingService.NAME);
        images = counter("images", "Images embedded, committed");
        batches = counter("batches", "Batches of embeddings written, committed");
        retries = counter("retries", "Polls that failed and were retried");
        unloadable = counter("unloadable.versions", "Versions whose encoder could not be loaded");
        batchSize = DistributionSummary.builder(PREFIX + "batch.size")
                .baseUnit("images")
                .description("Images in one batch")
                .register(registry);
        decoding = timer("decoding", "Decoding the images of one pass");
        warnings = counter("decoder.warnings", "Images decoded although their decoder warned");
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

    /** Counts what a transaction wrote. Call it only after the commit. */
    void committed(Output output) {
        output.batches().forEach(batch -> {
            images.increment(batch.images());
            batchSize.record(batch.images());
        });
        batches.increment(output.batches().size());
        output.rejected().forEach(record -> deadLetters.count(record.reason()));
        int failing = output.failedInference();
        failedShare.count(output.embedded() + failing, failing);
    }

    /** A missing or different key is counted but accepted: a record's key determines only its partition. */
    @Override
    public void key(byte @Nullable [] key, String imageId) {
        if (key == null) {
            keysMissing.increment();
        } else if (!Arrays.equals(key, imageId.getBytes(StandardCharsets.UTF_8))) {
            keysOther.increment();
        }
    }

    @Override
    public void warned() {
        warnings.increment();
    }

    @Override
    public void fetched(long nanos) {
        fetching.record(nanos, TimeUnit.NANOSECONDS);
    }

    void lag(long records) {
        lag.set(records);
    }

    @Override
    public void serving(List<Served<LoadedEncoder>> served) {
        Map<Tags, Integer> shown = new HashMap<>();
        Map<String, String> stages = new LinkedHashMap<>();
        for (int place = 0; place < served.size(); place++) {
            Served<LoadedEncoder> each = served.get(place);
            shown.put(Tags.of("encoder", each.resource().id(), "place", "" + place), 1);
            stages.put(each.version().getVersion(), each.version().getStage().name());
        }
        encoders.show(shown);
        versions.loaded(stages);
    }

    @Override
    public void unloadable(ModelVersion version) {
        unloadable.increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(PREFIX + name).description(description).register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(PREFIX + name).description(description).register(registry);
    }
}
