package dev.pentimento.cli.demo;

import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The results read from the topics so far, for the display and the camera's schedule. Thread-safe. */
final class ObservedResults {
    private final Map<String, ModelVersion> versions = new LinkedHashMap<>();
    private final Map<String, DriftAlarm> alarms = new LinkedHashMap<>();
    private final List<Long> latencyMillis = new ArrayList<>();
    private long predictions;
    private long lastPredictionMillis;
    private final SortedMap<String, QualityWindow> windows = new TreeMap<>();
    private @Nullable Exception failure;

    synchronized void prediction(Prediction prediction, long nowMillis) {
        predictions++;
        lastPredictionMillis = nowMillis;
        latencyMillis.add(nowMillis - prediction.getImageTimestamp().toEpochMilli());
        notifyAll();
    }

    synchronized void quality(QualityWindow window) {
        if (window.getWindowStart() != null && new Slice(window.getSlice()).isAll()) {
            windows.put(window.getWindowStart() + " " + window.getModelVersion(), window);
        }
        notifyAll();
    }

    synchronized void version(ModelVersion version) {
        versions.put(version.getVersion(), version);
        notifyAll();
    }

    synchronized void alarm(DriftAlarm alarm) {
        alarms.putIfAbsent(alarm.getId(), alarm);
        notifyAll();
    }

    synchronized void fail(Exception exception) {
        failure = exception;
        notifyAll();
    }

    synchronized long predictions() {
        return predictions;
    }

    synchronized long lastPredictionMillis() {
        return lastPredictionMillis;
    }

    synchronized List<Long> latencyMillis() {
        return List.copyOf(latencyMillis);
    }

    /** Windows of the whole stream, by start and then version. */
    synchronized List<QualityWindow> windows() {
        return List.copyOf(windows.values());
    }

    synchronized List<DriftAlarm> alarms() {
        return List.copyOf(alarms.values());
    }

    synchronized List<ModelVersion> versions() {
        return List.copyOf(versions.values());
    }

    synchronized Optional<ModelVersion> champion() {
        return versions.values().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .findFirst();
    }

    synchronized boolean hasCandidate() {
        return versions.values().stream().anyMatch(version -> version.getStage() == Stage.CANDIDATE);
    }

    /**
     * Waits until the condition is true.
     *
     * @return whether it became true within the time
     * @throws IllegalStateException if reading the results has failed
     */
    synchronized boolean await(Predicate<ObservedResults> condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            if (failure != null) {
                throw new IllegalStateException("cannot read the results: " + failure.getMessage(), failure);
            }
            if (condition.test(this)) {
                return true;
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
    }
}
