package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** What the stream threads of the evaluation do in the last third of the images. */
final class EvaluationProfile implements LongConsumer, AutoCloseable {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String QUALITY = "quality";
    private static final String DRIFT = "drift";
    private static final Map<String, List<String>> PLACES = places();

    private final int images;
    private final List<CpuProfile> profiles = new ArrayList<>();
    private long from;
    private long begin;
    private long end;

    EvaluationProfile(int images) {
        this.images = images;
    }

    private static Map<String, List<String>> places() {
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put(
                "place on the map",
                List.of("dev.pentimento.statistics.projection.", "dev.pentimento.statistics.drift.DriftReference.map"));
        places.put(
                QUALITY,
                List.of(
                        "dev.pentimento.evaluation.quality.",
                        "dev.pentimento.evaluation.joining.JoinTallies",
                        "dev.pentimento.evaluation.joining.PendingTallies",
                        "dev.pentimento.statistics.quality.",
                        "dev.pentimento.statistics.verdict.",
                        "dev.pentimento.statistics.comparison.",
                        "dev.pentimento.statistics.estimate."));
        places.put(DRIFT, List.of("dev.pentimento.evaluation.drift.", "dev.pentimento.statistics.drift."));
        places.put("join of images and labels", List.of("dev.pentimento.evaluation.joining."));
        places.put("Avro", List.of("org.apache.avro.", "dev.pentimento.schemas."));
        places.put("heads", List.of("dev.pentimento.serving.", "dev.pentimento.learning."));
        places.put("other work on opinions", List.of("dev.pentimento."));
        return places;
    }

    @Override
    public void accept(long predictions) {
        if (profiles.isEmpty() && predictions >= images - images / 3) {
            from = predictions;
            begin = ProcessorTime.nanos();
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().matches(".*StreamThread-\\d+"))
                    .forEach(thread -> profiles.add(new CpuProfile(thread, PLACES)));
        }
        end = ProcessorTime.nanos();
    }

    /** Once it is closed. */
    void addTo(Figures.Builder figures) {
        double scale = NANOS_PER_MICRO * (images - from);
        long named = 0;
        for (String place : PLACES.keySet()) {
            figures.add("evaluation: " + place, Unit.CPU_MICROS_PER_IMAGE, nanos(place) / scale);
            named += nanos(place);
        }
        long all = profiles.stream().mapToLong(CpuProfile::nanos).sum();
        figures.add(
                        "evaluation: fetching, sending, stores, transactions",
                        Unit.CPU_MICROS_PER_IMAGE,
                        (all - named) / scale)
                .add(
                        "quality and drift, of all processor time",
                        Unit.PERCENT,
                        100.0 * (nanos(QUALITY) + nanos(DRIFT)) / (end - begin));
    }

    private long nanos(String place) {
        return profiles.stream().mapToLong(profile -> profile.nanos(place)).sum();
    }

    @Override
    public void close() throws InterruptedException {
        for (CpuProfile profile : profiles) {
            profile.close();
        }
    }
}
