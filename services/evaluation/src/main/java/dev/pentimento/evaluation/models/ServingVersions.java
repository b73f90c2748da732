package dev.pentimento.evaluation.models;

import dev.pentimento.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions that serve at the moment. One thread changes them, those of the stream lease them. A batch is answered by
 * the champion if the champion takes one of its encoders, else by a former champion that does: so batches that were
 * under way when the encoder changed are answered by networks made for them. A former champion is held until a further
 * encoder comes, or no batch has needed it for a while; for one that comes later still it is loaded again.
 */
public final class ServingVersions implements AutoCloseable {
    private @Nullable ShareOfVersion champion;
    private List<ShareOfVersion> candidates = List.of();
    private final Map<String, ShareOfVersion> former = new LinkedHashMap<>();
    /** When a batch last needed a former champion, by its encoder. */
    private final Map<String, Instant> needed = new HashMap<>();
    /** Outlives its version: what was counted with it may still be under way. */
    private final Map<String, Reference> references = new HashMap<>();

    private final Map<String, Instant> wantedReferences = new HashMap<>();
    private final Map<String, Instant> wantedSince = new HashMap<>();
    private final InstantSource clock;

    /** @param clock for how long a batch has waited */
    public ServingVersions(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether anything can be answered. */
    public synchronized boolean ready() {
        return champion != null;
    }

    public synchronized Optional<LoadedVersion> champion() {
        return Optional.ofNullable(champion).map(ShareOfVersion::version);
    }

    /** Ids of every version held, former champions included. */
    public synchronized Set<String> ids() {
        Set<String> ids = new HashSet<>();
        all().forEach(share -> ids.add(share.version().id()));
        return ids;
    }

    /** What each version is held as. */
    public synchronized Map<String, String> stages() {
        Map<String, String> stages = new LinkedHashMap<>();
        former.values().forEach(share -> stages.put(share.version().id(), "FORMER"));
        candidates.forEach(share -> stages.put(share.version().id(), Stage.CANDIDATE.name()));
        if (champion != null) {
            stages.put(champion.version().id(), Stage.CHAMPION.name());
        }
        return stages;
    }

    /** A loaded version by its id, if it is held. */
    public synchronized Optional<LoadedVersion> find(String id) {
        return all().stream()
                .map(ShareOfVersion::version)
                .filter(version -> version.id().equals(id))
                .findFirst();
    }

    /** Takes over the versions given, at once; those no longer named are closed when their last lease ends. */
    public synchronized void swap(LoadedVersion newChampion, List<LoadedVersion> newCandidates) {
        List<ShareOfVersion> before = all();
        ShareOfVersion previous = champion;
        champion = share(newChampion, before);
        List<ShareOfVersion> shadows = new ArrayList<>();
        newCandidates.forEach(candidate -> shadows.add(share(candidate, before)));
        candidates = List.copyOf(shadows);
        former.remove(newChampion.encoderId());
        if (previous != null && !previous.version().encoderId().equals(newChampion.encoderId())) {
            former.clear();
            addFormer(previous);
        }
        finishSwap(before);
    }

    /** Holds a former champion, for batches of its encoder. */
    public synchronized void keep(LoadedVersion version) {
        List<ShareOfVersion> before = all();
        addFormer(share(version, before));
        finishSwap(before);
    }

    private void addFormer(ShareOfVersion share) {
        former.put(share.version().encoderId(), share);
        needed.put(share.version().encoderId(), clock.instant());
    }

    /** Lets go of former champions that no batch has needed for so long. */
    synchronized void forgetFormer(Duration unneeded) {
        List<ShareOfVersion> before = all();
        Instant longAgo = clock.instant().minus(unneeded);
        if (former.keySet()
                .removeIf(encoder -> !needed.getOrDefault(encoder, Instant.MIN).isAfter(longAgo))) {
            finishSwap(before);
        }
    }

    private void finishSwap(List<ShareOfVersion> before) {
        List<ShareOfVersion> after = all();
        before.stream().filter(share -> !after.contains(share)).forEach(ShareOfVersion::letGo);
        after.forEach(share -> wantedSince.remove(share.version().encoderId()));
        // Not those of candidates, of which there may be many: drift is measured against who answers.
        after.stream()
                .filter(share -> !candidates.contains(share))
                .forEach(share -> remember(share.version().reference()));
        notifyAll();
    }

    private static ShareOfVersion share(LoadedVersion version, Collection<ShareOfVersion> existing) {
        return existing.stream()
                .filter(share -> share.version() == version)
                .findFirst()
                .orElseGet(() -> new ShareOfVersion(version));
    }

    private List<ShareOfVersion> all() {
        Set<ShareOfVersion> all = new LinkedHashSet<>(former.values());
        all.addAll(candidates);
        if (champion != null) {
            all.add(champion);
        }
        return List.copyOf(all);
    }

    /** Holds a reference for as long as this lives: they are small and few. */
    synchronized void remember(@Nullable Reference reference) {
        if (reference != null) {
            references.putIfAbsent(reference.id(), reference);
            wantedReferences.remove(reference.id());
            notifyAll();
        }
    }

    /** A drift reference by the SHA-256 of its file, if it is there. */
    public synchronized Optional<Reference> reference(String id) {
        return Optional.ofNullable(references.get(id));
    }

    /**
     * The same, waited for.
     *
     * @param patience how long to wait at most
     */
    public synchronized Optional<Reference> reference(String id, Duration patience) throws InterruptedException {
        if (!references.containsKey(id)) {
            wantedReferences.putIfAbsent(id, clock.instant());
        }
        long end = System.nanoTime() + patience.toNanos();
        while (!references.containsKey(id)) {
            wantedReferences.putIfAbsent(id, clock.instant());
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left / 1_000_000 + 1);
        }
        return reference(id);
    }

    /** For how long a reference has been waited for; zero if it has not. */
    public synchronized Duration waitedForReference(String id) {
        Instant now = clock.instant();
        return Duration.between(wantedReferences.getOrDefault(id, now), now);
    }

    synchronized Set<String> wantedReferences() {
        return Set.copyOf(wantedReferences.keySet());
    }

    /** Encoders that a batch waits for. */
    public synchronized Set<String> wantedEncoders() {
        return Set.copyOf(wantedSince.keySet());
    }

    /** For how long a batch with these encoders has been waited for; zero if none has. */
    public synchronized Duration waited(Set<String> encoders) {
        Instant now = clock.instant();
        return encoders.stream()
                .map(encoder -> Duration.between(wantedSince.getOrDefault(encoder, now), now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * The versions for a batch; waits for them if they are not there yet.
     *
     * @param encoders whose sections the batch has
     * @param patience how long to wait at most
     * @return none: no version for any of the encoders came in time
     */
    public synchronized Optional<Lease> lease(Set<String> encoders, Duration patience) throws InterruptedException {
        if (answering(encoders) == null) {
            want(encoders); // before the wait begins, so that who waited to its end has waited for so long
        }
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            ShareOfVersion answering = answering(encoders);
            if (answering != null) {
                return Optional.of(lease(answering, encoders));
            }
            want(encoders);
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left / 1_000_000 + 1);
        }
    }

    private void want(Set<String> encoders) {
        encoders.forEach(encoder -> wantedSince.putIfAbsent(encoder, clock.instant()));
    }

    private @Nullable ShareOfVersion answering(Set<String> encoders) {
        if (champion != null && encoders.contains(champion.version().encoderId())) {
            return champion;
        }
        Optional<ShareOfVersion> past = former.values().stream()
                .filter(share -> encoders.contains(share.version().encoderId()))
                .findFirst();
        past.ifPresent(share -> needed.put(share.version().encoderId(), clock.instant()));
        return past.orElse(null);
    }

    private Lease lease(ShareOfVersion answering, Set<String> encoders) {
        List<ShareOfVersion> held = new ArrayList<>(List.of(answering));
        for (ShareOfVersion candidate : candidates) {
            LoadedVersion version = candidate.version();
            if (encoders.contains(version.encoderId())
                    && version.classes().equals(answering.version().classes())) {
                held.add(candidate);
            }
        }
        held.forEach(ShareOfVersion::hold);
        return new Lease(
                answering.version(),
                held.stream().skip(1).map(ShareOfVersion::version).toList(),
                () -> held.forEach(ShareOfVersion::letGo));
    }

    @Override
    public synchronized void close() {
        List<ShareOfVersion> before = all();
        champion = null;
        candidates = List.of();
        former.clear();
        before.forEach(ShareOfVersion::letGo);
    }
}
