package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.VersionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out whether the services can load a version before its promotion. The version is marked with the id of the
 * PROMOTE; each instance of embedding and evaluation then tries to load it and reports. A trial passes when an
 * evaluation has loaded the version and no instance objects. If its encoder is not the champion's, an embedding service
 * must have loaded it too. Not thread-safe.
 */
public final class Trials {
    /** Long enough to read the files of other versions and to load a large network. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    public static final String EVALUATION = "evaluation";
    private static final String EMBEDDING = "embedding";

    private final LoadReports reports;
    private final Map<String, Instant> ends = new HashMap<>();

    public Trials(LoadReports reports) {
        this.reports = reports;
    }

    /** The status of a trial. */
    public sealed interface State {
        record Passed() implements State {}

        record Waiting() implements State {}

        /** @param reason sentence without a full stop */
        record Failed(String reason) implements State {}
    }

    /**
     * Evaluates the reports received so far.
     *
     * @param id the PROMOTE; its time limit starts with the first call
     * @param champion that the version would replace
     */
    public State look(String id, ModelVersion version, ModelVersion champion, Instant now) {
        State state = judge(id, version, champion, now);
        if (!(state instanceof State.Waiting)) {
            ends.remove(id);
        }
        return state;
    }

    private State judge(String id, ModelVersion version, ModelVersion champion, Instant now) {
        Optional<String> failure = reports.failure(version.getVersion(), id);
        if (failure.isPresent()) {
            return new State.Failed(failure.get());
        }
        Optional<String> missing = needed(version, champion)
                .filter(service -> !reports.loaded(version.getVersion(), id, service))
                .findFirst();
        Optional<String> objection = reports.objection(version.getVersion());
        if (missing.isEmpty() && objection.isEmpty()) {
            return new State.Passed();
        }
        if (now.isBefore(ends.computeIfAbsent(id, first -> now.plus(LIMIT)))) {
            return new State.Waiting();
        }
        return new State.Failed(objection.orElseGet(
                () -> "no " + missing.orElseThrow() + " has loaded it within " + LIMIT.toSeconds() + " s"));
    }

    private static Stream<String> needed(ModelVersion version, ModelVersion champion) {
        boolean sameEncoder = VersionIds.encoder(version).equals(VersionIds.encoder(champion));
        return sameEncoder ? Stream.of(EVALUATION) : Stream.of(EVALUATION, EMBEDDING);
    }
}
