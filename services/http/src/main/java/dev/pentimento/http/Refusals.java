package dev.pentimento.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the requests and connections that a server refuses or cuts off. */
public final class Refusals {
    /** Why a server refuses. */
    public enum Reason {
        /** The body is longer than allowed. */
        BODY_TOO_LARGE,
        /** Another site made a browser send it. */
        CROSS_SITE,
        /** It is addressed to a name that is not the server's. */
        HOST,
        /** It is not valid HTTP, or its headers are longer than allowed. */
        MALFORMED,
        /** Its body is not JSON. */
        MEDIA_TYPE,
        /** The client sends too many requests per second. */
        RATE,
        /** The client reads the answer too slowly. */
        SLOW_READER,
        /** The client sends the request too slowly. */
        SLOW_REQUEST,
        /** Too many event streams are open. */
        STREAMS,
        /** The client has guessed passwords or tokens, and must wait. */
        TOKEN_GUESSING,
        /** Too many connections are open. */
        TOO_MANY_CONNECTIONS,
        /** Too many requests wait for a thread. */
        TOO_MANY_WAITING,
        /** It brings no credentials, or wrong ones. */
        UNAUTHENTICATED
    }

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    public Refusals(MeterRegistry metrics) {
        for (Reason reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("pentimento.http.refused")
                            .description("Requests and connections that the server refused or cut off")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    public void count(Reason reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
