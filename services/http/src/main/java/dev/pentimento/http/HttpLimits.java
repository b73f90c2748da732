package dev.pentimento.http;

import java.time.Duration;
import java.util.List;

/**
 * What one server grants its clients.
 *
 * @param names names under which clients may address the server, besides those of this machine; empty: any name, unless
 *     the server listens on the loopback interface only
 * @param headerBytes largest size of a request's line and headers
 * @param bodyBytes largest size of a request's body
 * @param receiveTimeout time limit for a request's headers, and again for its body
 * @param sendTimeout time limit for each 64 KiB of an answer
 * @param idleTimeout after which a connection without a request is closed
 * @param connections largest number of open connections
 * @param clientConnections largest number of open connections of one client address
 * @param threads requests in progress at a time, besides health and metrics
 * @param waiting requests that may wait for a thread
 * @param clientRate requests per second of one client address that change or compute something; 0: any number
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

    /** The defaults of the settings. */
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
