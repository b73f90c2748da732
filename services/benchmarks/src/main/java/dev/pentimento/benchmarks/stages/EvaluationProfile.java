package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What the stream threads of the evaluation do between two numbers of predictions. Nothing else may be measured meanwhile:
 * each sample stops the whole virtual machine for a moment.
 */
final class EvaluationProfile implements LongConsumer, AutoCloseable {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String QUALITY = "quality";
    private static final String DRIFT = "drift";
    private static final Map<String, List<String>> CATEGORIES = categories();

    private final int begin;
    private final int end;
    private final List<CpuProfile> profiles = new ArrayList<>();
    private long first;
    private long last;

    /**
     * @param begin the number of predictions at which it begins
     * @param end the number of predictions at which it ends
     */
    EvaluationProfile(int begin, int end) {
        this.begin = begin;
        this.end = end;
    }

    /** Quality and drift contain their stores and what they send; the rest of the sending is a category of its own. */
    private static Map<String, List<String>> categories() {
        Map<String, List<String>> categories = new LinkedHashMap<>();
        categories.put(
                "place on the map",
                List.of("dev.pentimento.statistics.projection.", "dev.pentimento.statistics.drift.DriftReference.map"));
        categories.put(
                QUALITY,
                List.of(
                        "dev.pentimento.evaluation.quality.",
                        "dev.pentimento.evaluation.joining.JoinTallies",
                        "dev.pentimento.evaluation.joining.PendingTallies",
                        "dev.pentimento.statistics.quality.",
                        "dev.pentimento.statistics.verdict.",
                        "dev.pentimento.statistics.comparison.",
                        "dev.pentimento.statistics.estimate."));
        categories.put(DRIFT, List.of("dev.pentimento.evaluation.drift.", "dev.pentimento.statistics.drift."));
        categories.put(
                "fetching, sending, transactions",
                List.of("dev.pentimento.evaluation.pacing.", "org.apache.kafka.clients."));
        categories.put("join of images and labels, with its stores", List.of("dev.pentimento.evaluation.joining."));
        categories.put("Avro", List.of("org.apache.avro.", "dev.pentimento.schemas."));
        categories.put("heads", List.of("dev.pentimento.serving.", "dev.pentimento.learning."));
        categories.put("other work on opinions", List.of("dev.pentimento."));
        return categories;
    }

    /** @throws IllegalStateException at the beginning, if the evaluation has no stream thread */
    @Override
    public void accept(long predictions) {
        if (predictions >= begin && predictions < end && profiles.isEmpty()) {
            first = predictions;
            start();
        } else if (predictions >= end && last == 0) {
            last = predictions;
            profiles.forEach(CpuProfile::close);
        }
    }

    private void start() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(".*StreamThread-\\d+"))
                .forEach(thread -> profiles.add(new CpuProfile(thread, CATEGORIES)));
        if (profiles.isEmpty()) {
            throw new IllegalStateException("the evaluation has no stream thread, so there is nothing to profile");
        }
    }

    /**
     * Adds the figures, once it has ended.
     *
     * @param steady processor time of the whole process per image while nothing was sampled, in microseconds
     */
    void addTo(Figures.Builder figures, double steady) {
        if (profiles.isEmpty() || last <= first) {
            figures.missing("what the evaluation does: too few images to sample it; use more --images");
            return;
        }
        double scale = NANOS_PER_MICRO * (last - first);
        CATEGORIES
                .keySet()
                .forEach(each -> figures.add("evaluation: " + each, Unit.CPU_MICROS_PER_IMAGE, nanos(each) / scale));
        long named = CATEGORIES.keySet().stream().mapToLong(this::nanos).sum();
        long all = profiles.stream().mapToLong(CpuProfile::nanos).sum();
        figures.add("evaluation: Kafka Streams itself", Unit.CPU_MICROS_PER_IMAGE, (all - named) / scale)
                .add(
                        "quality and drift, of all processor time",
                        Unit.PERCENT,
                        100 * (nanos(QUALITY) + nanos(DRIFT)) / scale / steady);
    }

    private long nanos(String category) {
        return profiles.stream().mapToLong(profile -> profile.nanos(category)).sum();
    }

    @Override
    public void close() {
        profiles.forEach(CpuProfile::close);
    }
}
