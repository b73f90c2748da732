package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.faults.Fault;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the serving versions into line with the registry, outside the serving threads. The champion comes first: no
 * candidate delays it. Then the candidates are loaded, and all are swapped at once. While something cannot be loaded,
 * the serving versions stay. Used by one thread.
 */
public final class VersionSwap<T extends Resource> {
    private static final Logger LOG = LoggerFactory.getLogger(VersionSwap.class);

    private final VersionSource<T> source;
    private final ServingPlan<T> plan;
    private final UnloadableVersions unloadable;
    private final VersionTrials<T> trials;
    private volatile @Nullable Served<T> champion;
    private @Nullable Versions followed;
    private @Nullable Instant followAgain;
    private final Map<String, Instant> loadAgain = new HashMap<>();
    private volatile boolean championMissing;
    private volatile String problem = "the registry of model versions is not read yet";

    public VersionSwap(VersionSource<T> source, ServingPlan<T> plan, UnloadableVersions unloadable) {
        this.source = source;
        this.plan = plan;
        this.unloadable = unloadable;
        trials = new VersionTrials<>(source, plan, unloadable);
    }

    /** How far the serving versions differ from the registry. */
    public enum Progress {
        /** Everything that can be loaded serves, including the champion. */
        DONE,
        /** Something is missing, or a report is not sent. A later attempt may help. */
        TRY_AGAIN,
        /** The champion's files are at fault: the former champion continues to serve. */
        CHAMPION_UNLOADABLE
    }

    /** Why nothing serves; empty if something does. Any thread may call this. */
    public Optional<String> problem() {
        return champion == null ? Optional.of(problem) : Optional.empty();
    }

    /**
     * Reports whether the champion of the registry is missing here, and counts reports of versions that cannot be
     * loaded. While the champion is missing, the former one answers, if there is one.
     */
    public void measure(MeterRegistry metrics, String service) {
        Gauge.builder("pentimento.model.champion.missing", this, swap -> swap.championMissing ? 1 : 0)
                .tag("service", service)
                .description("1 while the registry's champion cannot be loaded here")
                .register(metrics);
        unloadable.measure(metrics, service);
    }

    /**
     * Follows the registry if it has changed or a retry is due, and does the periodic work. Failures are as in
     * {@link #follow}.
     */
    public void look(Versions current) {
        if (current != followed || isDue(followAgain)) {
            if (current != followed) {
                loadAgain.clear();
            }
            if (current == followed) {
                current.champion().ifPresent(unloadable::tryAgain);
            }
            followed = current;
            Progress progress = Progress.TRY_AGAIN;
            try {
                progress = follow(current);
            } finally {
                championMissing = current.champion()
                        .filter(version -> plan.find(version).isEmpty())
                        .isPresent();
                followAgain = again(progress);
            }
        }
        if (upkeep(current) && followAgain == null) {
            followAgain = unloadable.clock().instant(); // the next check follows again
        }
        trials.look(current);
    }

    private @Nullable Instant again(Progress progress) {
        return switch (progress) {
            case DONE -> null;
            case TRY_AGAIN -> after(WaitingTimes.RETRY);
            case CHAMPION_UNLOADABLE -> after(WaitingTimes.MENDING);
        };
    }

    private Instant after(Duration wait) {
        return unloadable.clock().instant().plus(wait);
    }

    private boolean isDue(@Nullable Instant time) {
        return time != null && !unloadable.clock().instant().isBefore(time);
    }

    /**
     * Follows the registry.
     *
     * @throws RuntimeException if this machine or Kafka prevents loading the champion, and nothing serves; a later
     *     attempt may help
     */
    public Progress follow(Versions versions) {
        Optional<ModelVersion> wanted = versions.champion();
        if (wanted.isEmpty()) {
            problem = "there is no champion yet: no model version was published";
        }
        Served<T> first = newChampion(versions).orElse(champion);
        if (first == null) {
            return progress(wanted, List.of());
        }
        List<ModelVersion> candidates;
        do {
            candidates = candidates(versions, first);
            if (plan.championFirst(versions)) {
                serve(first, candidates, plan::find);
            }
            champion = first;
            serve(first, candidates, this::loadOrLater);
        } while (!candidates.equals(candidates(versions, first))); // the next candidate replaces a refused one
        return progress(wanted, candidates);
    }

    /**
     * What should serve as champion; empty: the serving version stays.
     *
     * @throws RuntimeException if this machine or Kafka is at fault and nothing serves
     */
    private Optional<Served<T>> newChampion(Versions versions) {
        if (champion != null) {
            return served(versions.champion(), this::loadOrLater);
        }
        try {
            Optional<Served<T>> loaded = served(versions.champion(), this::load);
            return loaded.isPresent() ? loaded : served(versions.formerChampion(), this::loadOrLater);
        } catch (RuntimeException e) {
            Optional<Served<T>> former = served(versions.formerChampion(), this::loadOrLater);
            if (former.isEmpty()) {
                throw e;
            }
            return former;
        }
    }

    private Optional<Served<T>> served(Optional<ModelVersion> wanted, Function<ModelVersion, Optional<T>> loading) {
        return wanted.flatMap(version -> loading.apply(version).map(resource -> new Served<>(version, resource)));
    }

    /**
     * Does the periodic work that does not depend on changes in the registry, and returns whether {@link #follow}
     * should be repeated.
     */
    public boolean upkeep(Versions versions) {
        plan.upkeep(versions, this::loadWaitedFor);
        return unloadable.hasUnsent();
    }

    private List<ModelVersion> candidates(Versions versions, Served<T> first) {
        return plan.candidates(versions, first.resource(), version -> !unloadable.refused(version));
    }

    private void serve(Served<T> first, List<ModelVersion> candidates, Function<ModelVersion, Optional<T>> resources) {
        List<Served<T>> next = new ArrayList<>(List.of(first));
        candidates.forEach(
                version -> resources.apply(version).ifPresent(found -> next.add(new Served<>(version, found))));
        plan.serve(next);
    }

    private boolean later(ModelVersion version) {
        Instant again = loadAgain.get(version.getVersion());
        return again != null && !isDue(again);
    }

    /**
     * The periodic work runs often, so it retries a version only after the retry time. The champion is retried
     * separately.
     */
    private Optional<T> loadWaitedFor(ModelVersion version) {
        if (version.getStage() == Stage.CHAMPION || later(version)) {
            return plan.find(version);
        }
        if (loadAgain.remove(version.getVersion()) != null) {
            unloadable.tryAgain(version);
        }
        Optional<T> loaded = loadOrLater(version);
        if (loaded.isEmpty()) {
            Duration wait = unloadable.refused(version) ? WaitingTimes.MENDING : WaitingTimes.RETRY;
            loadAgain.put(version.getVersion(), after(wait));
        }
        return loaded;
    }

    /** If this machine or Kafka prevents loading a version, it is retried later and does not delay others. */
    private Optional<T> loadOrLater(ModelVersion version) {
        try {
            return load(version);
        } catch (RuntimeException e) {
            if (Fault.isLostDevice(e)) {
                throw e; // a later attempt in this process would fail too
            }
            if (!(e instanceof InterruptException)) { // an interrupt is the stop signal
                LOG.warn("cannot load version {} now, will retry: {}", version.getVersion(), LoadAttempt.inOneLine(e));
            }
            return Optional.empty();
        }
    }

    private Optional<T> load(ModelVersion version) {
        Optional<T> known = plan.find(version);
        if (known.isPresent() || unloadable.refused(version)) {
            return known;
        }
        long began = System.nanoTime();
        LoadAttempt<T> attempt = attempt(version);
        String id = version.getVersion();
        if (attempt instanceof LoadAttempt.Loaded<T> success) {
            LOG.atInfo()
                    .addKeyValue("version", id)
                    .log("loaded version {} in {} ms", id, (System.nanoTime() - began) / 1_000_000);
            return Optional.of(success.resource());
        }
        String reason = attempt.failure().orElse("");
        if (attempt instanceof LoadAttempt.Incomplete) {
            failed(version, "it is not complete yet: " + reason);
            LOG.atWarn().addKeyValue("version", id).log("{}; the current versions go on serving", problem);
            unloadable.incomplete(version, reason);
        } else {
            failed(version, reason);
            LOG.atError().addKeyValue("version", id).log("{}; the current versions go on serving", problem);
            plan.refused(version);
            unloadable.refuse(version, reason);
        }
        return Optional.empty();
    }

    private LoadAttempt<T> attempt(ModelVersion version) {
        try {
            return LoadAttempt.of(version, source);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(version, LoadAttempt.inOneLine(e));
            throw e;
        }
    }

    private void failed(ModelVersion version, String reason) {
        problem = "version " + version.getVersion() + " cannot be loaded: " + reason;
        plan.failed(version, reason);
    }

    private Progress progress(Optional<ModelVersion> wanted, List<ModelVersion> candidates) {
        unloadable.sendReports(); // last: a failing report must not delay a version
        boolean missing = Stream.concat(wanted.stream(), candidates.stream())
                .anyMatch(version -> plan.find(version).isEmpty() && !unloadable.refused(version));
        if (missing || unloadable.hasUnsent()) {
            return Progress.TRY_AGAIN;
        }
        return wanted.filter(version -> plan.find(version).isEmpty()).isPresent()
                ? Progress.CHAMPION_UNLOADABLE
                : Progress.DONE;
    }
}
