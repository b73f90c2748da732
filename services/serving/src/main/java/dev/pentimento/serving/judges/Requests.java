package dev.pentimento.serving.judges;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What batches wait for, and since when. A request names several ids, and any one of them satisfies it. A waiting batch
 * repeats its request. A request that is no longer repeated is dropped, because its batch has moved to another
 * instance.
 */
final class Requests {
    /** Much longer than the time between two reads of a waiting batch. */
    static final Duration FORGET = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<Set<String>, Request> open = new HashMap<>();

    private record Request(Instant first, Instant last) {}

    Requests(InstantSource clock) {
        this.clock = clock;
    }

    void add(Set<String> ids) {
        Instant now = clock.instant();
        open.merge(Set.copyOf(ids), new Request(now, now), (known, again) -> new Request(known.first(), now));
    }

    void met(String id) {
        open.keySet().removeIf(ids -> ids.contains(id));
    }

    Set<String> open() {
        Instant longAgo = clock.instant().minus(FORGET);
        open.values().removeIf(request -> request.last().isBefore(longAgo));
        return open.keySet().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** How long a request for one of these has been waiting; zero if there is no such request. */
    Duration waited(Set<String> ids) {
        Request request = open.get(ids);
        return request == null ? Duration.ZERO : Duration.between(request.first(), clock.instant());
    }
}
