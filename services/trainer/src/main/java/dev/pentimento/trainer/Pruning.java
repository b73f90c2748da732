package dev.pentimento.trainer;

import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.trainer.pruning.Prune;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the files of former versions when they are due. Files of a waiting candidate are not deleted. A candidate
 * that is read later is checked after the deletion, so it cannot enter without its files. For one thread only.
 */
final class Pruning {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    /** Files are kept for weeks, so this is not urgent. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final TrainerState state;
    private final StageWriter writer;
    private final Duration age;
    private final InstantSource clock;
    private final InstantSource waits;
    private Instant next = Instant.MIN;

    /**
     * @param age how long a version must have been retired or rejected
     * @param clock for the times in events
     * @param waits a clock that is never adjusted
     */
    Pruning(TrainerState state, StageWriter writer, Duration age, InstantSource clock, InstantSource waits) {
        this.state = state;
        this.writer = writer;
        this.age = age;
        this.clock = clock;
        this.waits = waits;
    }

    /** Deletes the due files, at intervals. */
    void act() {
        if (waits.instant().isBefore(next)) {
            return;
        }
        next = waits.instant().plus(PAUSE);
        Prune planned = planned(age);
        if (!planned.isEmpty()) {
            List<ModelVersion> records = planned.records(clock.instant());
            writer.write(records, null, planned.files());
            state.written(records, Optional.empty());
            LOG.info("{}", planned.detail("deleted"));
        }
    }

    /** The files that a request would delete now. */
    Prune planned(PruneRequest request) {
        Long millis = request.getOlderThanMillis();
        return planned(millis == null ? age : Duration.ofMillis(Math.max(0, millis)));
    }

    private Prune planned(Duration wanted) {
        return Prune.of(
                state.registry(),
                state.waitingCandidates().stream()
                        .map(ModelCandidate::getVersion)
                        .toList(),
                wanted,
                clock.instant());
    }
}
