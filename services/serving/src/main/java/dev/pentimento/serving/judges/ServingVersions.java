package dev.pentimento.serving.judges;

import dev.pentimento.events.Stage;
import dev.pentimento.serving.swapping.ServingSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions that currently judge. One thread changes them; the stream's threads lease them. The champion answers a
 * batch that has a section for its encoder. Any other batch was in flight when the encoder changed; a former champion
 * with the batch's encoder answers it. A former champion serves until yet another encoder is introduced, or until no
 * batch has needed it for a while. For a later batch it is loaded again.
 */
public final class ServingVersions implements AutoCloseable {
    private final InstantSource clock;
    private final ServingSet<LoadedVersion> held = new ServingSet<>();
    private @Nullable LoadedVersion champion;
    private List<LoadedVersion> candidates = List.of();
    private final Map<String, Former> formerByEncoder = new LinkedHashMap<>();
    private final Requests encoderRequests;
    private Set<String> knownEncoders = Set.of();
    private Map<String, String> obstacles = Map.of();
    /** A reference outlives its version: counts made with it may still be in flight. */
    private final Map<String, Reference> references = new HashMap<>();

    private final Requests referenceRequests;

    private record Former(LoadedVersion version, Instant lastNeeded) {}

    /** @param clock for how long a batch has waited */
    public ServingVersions(InstantSource clock) {
        this.clock = clock;
        encoderRequests = new Requests(clock);
        referenceRequests = new Requests(clock);
    }

    /** Whether any batch can be answered. */
    public synchronized boolean ready() {
        return champion != null;
    }

    public synchronized Optional<LoadedVersion> champion() {
        return Optional.ofNullable(champion);
    }

    /** The stage that each version serves in; {@code FORMER} for former champions. */
    public synchronized Map<String, String> stages() {
        Map<String, String> stages = new LinkedHashMap<>();
        formerByEncoder.values().forEach(former -> stages.put(former.version().id(), "FORMER"));
        candidates.forEach(version -> stages.put(version.id(), Stage.CANDIDATE.name()));
        if (champion != null) {
            stages.put(champion.id(), Stage.CHAMPION.name());
        }
        return stages;
    }

    /** The version with this id, if it is loaded. */
    public Optional<LoadedVersion> find(String id) {
        return held.resources().stream()
                .filter(version -> version.id().equals(id))
                .findFirst();
    }

    /** Serves with these from now on. A version that is no longer listed is closed when its last lease ends. */
    public synchronized void swap(LoadedVersion newChampion, List<LoadedVersion> newCandidates) {
        LoadedVersion previous = champion;
        champion = newChampion;
        candidates = List.copyOf(newCandidates);
        formerByEncoder.remove(newChampion.encoderId());
        if (previous != null && !previous.encoderId().equals(newChampion.encoderId())) {
            formerByEncoder.clear();
            keep(previous);
        } else {
            update();
        }
    }

    /** Serves with a former champion too, for batches of its encoder. */
    public synchronized void keep(LoadedVersion version) {
        formerByEncoder.put(version.encoderId(), new Former(version, clock.instant()));
        update();
    }

    /** Closes the former champions that no batch has needed for this time. */
    synchronized void forgetFormer(Duration unneeded) {
        Instant longAgo = clock.instant().minus(unneeded);
        if (formerByEncoder.values().removeIf(former -> !former.lastNeeded().isAfter(longAgo))) {
            update();
        }
    }

    private void update() {
        List<LoadedVersion> answering = Stream.concat(
                        formerByEncoder.values().stream().map(Former::version), Stream.ofNullable(champion))
                .toList();
        List<LoadedVersion> all = Stream.concat(answering.stream(), candidates.stream())
                .distinct()
                .toList();
        held.swap(all);
        all.forEach(version -> encoderRequests.met(version.encoderId()));
        // Without those of candidates, of which there may be many: drift is measured against the version that answers.
        answering.forEach(version -> remember(version.reference()));
        notifyAll();
    }

    /** Keeps a reference for the lifetime of this object: references are small and few. */
    synchronized void remember(@Nullable Reference reference) {
        if (reference != null) {
            references.putIfAbsent(reference.id(), reference);
            referenceRequests.met(reference.id());
            notifyAll();
        }
    }

    /** A drift reference by the SHA-256 of its file, if it is loaded. */
    public synchronized Optional<Reference> reference(String id) {
        return Optional.ofNullable(references.get(id));
    }

    /** Waits for a drift reference, at most for {@code patience}. */
    public synchronized Optional<Reference> reference(String id, Duration patience) throws InterruptedException {
        return await(() -> reference(id), referenceRequests, Set.of(id), patience);
    }

    /** How long a batch has been waiting for a reference; zero if none waits. */
    public synchronized Duration waitedForReference(String id) {
        return referenceRequests.waited(Set.of(id));
    }

    synchronized Set<String> wantedReferences() {
        return referenceRequests.open();
    }

    /** Encoders that batches wait for. */
    public synchronized Set<String> wantedEncoders() {
        return encoderRequests.open();
    }

    /** Updates the encoders in the registry, and the reasons why versions cannot be loaded. */
    synchronized void know(Set<String> encoders, Map<String, String> obstaclesByEncoder) {
        knownEncoders = Set.copyOf(encoders);
        obstacles = Map.copyOf(obstaclesByEncoder);
    }

    /** Whether a version of the registry, in any stage, judges embeddings of one of these encoders. */
    public synchronized boolean known(Set<String> encoders) {
        return encoders.stream().anyMatch(knownEncoders::contains);
    }

    /**
     * Why batches wait, as a sentence without a full stop; empty if none waits. It does not change while the cause is
     * the same.
     */
    public synchronized Optional<String> waiting() {
        Set<String> wanted = encoderRequests.open();
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(wanted.stream()
                .sorted()
                .flatMap(encoder -> Stream.ofNullable(obstacles.get(encoder)))
                .findFirst()
                .map(obstacle -> "batches wait: " + obstacle)
                .orElseGet(() -> "batches wait for networks of encoder " + new TreeSet<>(wanted)));
    }

    /** How long a batch with these encoders has waited; zero if none waits. */
    public synchronized Duration waited(Set<String> encoders) {
        return encoderRequests.waited(encoders);
    }

    /**
     * Leases the versions for a batch; waits if they are not loaded yet.
     *
     * @param encoders the encoders for which the batch has sections
     * @param patience the longest time to wait
     * @return empty if no version for any of the encoders was loaded in time
     */
    public synchronized Optional<Lease> lease(Set<String> encoders, Duration patience) throws InterruptedException {
        return await(() -> answering(encoders), encoderRequests, encoders, patience)
                .map(answering -> lease(answering, encoders));
    }

    /** Registers the request before waiting, so that a wait that uses up the patience counts in full. */
    private <R> Optional<R> await(Supplier<Optional<R>> finding, Requests requests, Set<String> ids, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<R> found = finding.get();
            if (found.isPresent()) {
                return found;
            }
            requests.add(ids);
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left / 1_000_000 + 1);
        }
    }

    private Optional<LoadedVersion> answering(Set<String> encoders) {
        if (champion != null && encoders.contains(champion.encoderId())) {
            return Optional.of(champion);
        }
        Optional<LoadedVersion> former = formerByEncoder.values().stream()
                .map(Former::version)
                .filter(version -> encoders.contains(version.encoderId()))
                .findFirst();
        former.ifPresent(version -> formerByEncoder.put(version.encoderId(), new Former(version, clock.instant())));
        return former;
    }

    private Lease lease(LoadedVersion answering, Set<String> encoders) {
        List<LoadedVersion> shadows = candidates.stream()
                .filter(candidate -> encoders.contains(candidate.encoderId())
                        && candidate.classes().equals(answering.classes()))
                .toList();
        ServingSet.Holding<LoadedVersion> holding =
                held.hold(version -> version == answering || shadows.contains(version));
        return new Lease(answering, shadows, holding.release());
    }

    @Override
    public synchronized void close() {
        champion = null;
        candidates = List.of();
        formerByEncoder.clear();
        held.close();
    }
}
