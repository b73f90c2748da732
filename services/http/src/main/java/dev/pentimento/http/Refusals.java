package dev.pentimento.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts the requests and connections that a server rejects or cuts off. */
public final class Refusals {
    /** Why a server rejects a request or connection. */
    public enum Reason {
        /** The body is longer than allowed. */
        BODY_TOO_LARGE,
        /** Another site made a browser send the request. */
        CROSS_SITE,
        /** The request is addressed to a host name that is not the server's. */
        HOST,
        /** The request is not valid HTTP, or its headers are longer than allowed. */
        MALFORMED,
        /** The body is not JSON. */
        MEDIA_TYPE,
        /** The client sends too many requests per second. */
        RATE,
        /** The client reads the response too slowly. */
        SLOW_READER,
        /** The client sends the request too slowly. */
        SLOW_REQUEST,
        /** Too many event streams are open. */
        STREAMS,
        /** The client has sent too many wrong passwords or tokens, and must wait. */
        TOKEN_GUESSING,
        /** Too many connections are open. */
        TOO_MANY_CONNECTIONS,
        /** Too many requests are waiting for a thread. */
        TOO_MANY_WAITING,
        /** The credentials are missing or wrong. */
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
