package dev.pentimento.platform.models;

import dev.pentimento.events.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What one instance could not load, and what follows: a version whose file is wrong is reported once and left alone; one
 * whose chunks are not to be seen is tried again for as long as it is wanted, and reported once when they should have
 * come. A new stage is a new try. Used by one thread.
 */
public final class UnloadableVersions {
    /** The markers of a transaction land partition by partition, at other replicas later still. */
    public static final Duration CHUNKS_COME_WITHIN = Duration.ofSeconds(60);

    private final BiConsumer<ModelVersion, String> report;
    private final InstantSource clock;
    private final Set<String> refused = new HashSet<>();
    private final Set<String> reported = new HashSet<>();
    private final Map<String, Instant> incompleteSince = new HashMap<>();

    /** @param report told once of each version, with the reason */
    public UnloadableVersions(BiConsumer<ModelVersion, String> report, InstantSource clock) {
        this.report = report;
        this.clock = clock;
    }

    /** Whether loading it again would be in vain. */
    public boolean refused(ModelVersion version) {
        return refused.contains(attempt(version));
    }

    /** It could not be loaded, and never will: the fault is in its files. */
    public void refuse(ModelVersion version, String reason) {
        refused.add(attempt(version));
        reportOnce(version, reason);
    }

    /** It could not be loaded, and may be later. */
    public void incomplete(ModelVersion version, IncompleteArtifactException failure) {
        Instant now = clock.instant();
        Instant since = incompleteSince.computeIfAbsent(attempt(version), first -> now);
        if (!now.isBefore(since.plus(CHUNKS_COME_WITHIN))) {
            reportOnce(version, failure.getMessage() + ", in vain for " + CHUNKS_COME_WITHIN.toSeconds() + " s");
        }
    }

    private void reportOnce(ModelVersion version, String reason) {
        if (reported.add(attempt(version))) {
            report.accept(version, reason);
        }
    }

    private static String attempt(ModelVersion version) {
        return version.getVersion() + " " + version.getStage();
    }
}
