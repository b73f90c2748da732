package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.faults.Fault;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Tries to load the versions that are about to be promoted, and reports the result to the trainer. Transient failures
 * are retried later; the trainer limits how long it waits. Used by one thread.
 */
final class VersionTrials<T extends Resource> {
    private final VersionSource<T> source;
    private final ServingPlan<T> plan;
    private final UnloadableVersions unloadable;
    private final Map<String, Instant> tryAgain = new HashMap<>();

    VersionTrials(VersionSource<T> source, ServingPlan<T> plan, UnloadableVersions unloadable) {
        this.source = source;
        this.plan = plan;
        this.unloadable = unloadable;
    }

    /** Tries the versions whose trial this instance has not reported yet, and sends the reports. */
    void look(Versions versions) {
        List<ModelVersion> asked = versions.all().stream()
                .filter(version -> version.getTrial() != null && !unloadable.tried(version))
                .toList();
        tryAgain.keySet()
                .retainAll(asked.stream().map(UnloadableVersions::trial).toList());
        for (ModelVersion version : asked) {
            if (plan.find(version).isPresent()) {
                unloadable.tried(version, true, "");
            } else if (version.getStage() != Stage.CHAMPION && isDue(version)) { // a champion is loaded to serve
                tryOut(version);
            }
        }
        if (!asked.isEmpty()) {
            unloadable.sendReports();
        }
    }

    private void tryOut(ModelVersion version) {
        try {
            LoadAttempt<T> attempt = LoadAttempt.of(version, source);
            if (attempt instanceof LoadAttempt.Loaded<T> success) {
                success.resource().close();
                unloadable.tried(version, true, "");
            } else if (attempt instanceof LoadAttempt.Unloadable<T> fault) {
                unloadable.refuse(version, fault.reason());
                failed(version, fault.reason());
            } else {
                later(version);
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            later(version);
        } catch (RuntimeException e) {
            if (Fault.isLostDevice(e)) {
                throw e;
            }
            failed(version, LoadAttempt.inOneLine(e));
        }
    }

    private void failed(ModelVersion version, String reason) {
        plan.failed(version, reason);
        unloadable.tried(version, false, reason);
    }

    private void later(ModelVersion version) {
        tryAgain.put(
                UnloadableVersions.trial(version), unloadable.clock().instant().plus(WaitingTimes.RETRY));
    }

    private boolean isDue(ModelVersion version) {
        Instant again = tryAgain.get(UnloadableVersions.trial(version));
        return again == null || !unloadable.clock().instant().isBefore(again);
    }
}
