package dev.pentimento.http;

import java.time.Duration;
import java.util.List;

/**
 * The limits that a server sets for its clients.
 *
 * @param names names under which clients may address the server, besides those of this machine; if empty, any name,
 *     unless the server listens only on the loopback interface
 * @param headerBytes largest size of a request's line and headers
 * @param bodyBytes largest size of a request's body
 * @param receiveTimeout time limit for a request's headers, and again for its body
 * @param sendTimeout time limit for each 64 KiB of a response
 * @param idleTimeout time after which a connection without a request is closed
 * @param connections largest number of open connections
 * @param clientConnections largest number of open connections of one client address
 * @param threads number of requests in progress at a time, besides health and metrics
 * @param waiting number of requests that may wait for a thread
 * @param clientRate requests per second that change or compute something, per client address; 0 means no limit
 */
public record HttpLimits(
        List<String> names,
        int headerBytes,
        int bodyBytes,
        Duration receiveTimeout,
        Duration sendTimeout,
        Duration idleTimeout,
        int connections,
        int clientConnections,
        int threads,
        int waiting,
        int clientRate) {

    /** The default settings. */
    public static final HttpLimits DEFAULTS = new HttpLimits(
            List.of(),
            8_192,
            1_048_576,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            3_000,
            1_500,
            24,
            256,
            50);

    public HttpLimits {
        names = List.copyOf(names);
    }
}
