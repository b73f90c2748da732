package dev.pentimento.http;

import dev.pentimento.http.Refusals.Reason;
import io.javalin.config.JavalinConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Protects one server. The protection runs before every route and before every handler that was added earlier.
 *
 * <p>The order of its parts is: names and origin, rate, body, admission.
 */
public final class HttpProtection {
    /**
     * Threads in addition to those that handle requests: they accept connections, read from all of them and dispatch.
     */
    private static final int OTHER_THREADS = 12;

    private static final int IDLE_THREAD_MILLIS = 5_000;
    private static final int MOST_CLIENTS = 10_000;
    /** A client may use the requests of this many seconds at once. */
    private static final int BURST_SECONDS = 4;
    /** Paths whose responses cost more than a lookup in memory. */
    private static final List<String> COSTLY = List.of("/metrics", "/api/v1/map/*", "/api/v1/embeddings");

    private final HttpLimits limits;
    private final Optional<SSLContext> tls;
    private final Refusals refusals;

    /** Protection for a server without TLS. */
    public HttpProtection(HttpLimits limits, MeterRegistry metrics) {
        this(limits, Optional.empty(), metrics);
    }

    /** @param tls key and certificate of the server; if empty, it uses plain HTTP */
    public HttpProtection(HttpLimits limits, Optional<SSLContext> tls, MeterRegistry metrics) {
        this.limits = limits;
        this.tls = tls;
        this.refusals = new Refusals(metrics);
    }

    /** Protection with the default limits and without counters. */
    public static HttpProtection standard() {
        return new HttpProtection(HttpLimits.DEFAULTS, new SimpleMeterRegistry());
    }

    /** The address of the protected server, for clients. */
    public String url(String host, int port) {
        return (tls.isPresent() ? "https" : "http") + "://" + host + ":" + port;
    }

    /** Counts refused requests, including those refused elsewhere. */
    public Refusals refusals() {
        return refusals;
    }

    /** Adds the protection. Call it last. */
    public void addTo(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = limits.bodyBytes() + 1L;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(this::limit);
        config.jetty.modifyServer(server -> insertHandlers(server, config));
        config.jetty.addConnector((server, http) -> connector(server, http, config));
        config.jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(new PlainErrors(refusals)));
    }

    private QueuedThreadPool threads() {
        QueuedThreadPool threads =
                new QueuedThreadPool(limits.threads() + Admission.HEALTH + Admission.METRICS + OTHER_THREADS, 4);
        threads.setName("http");
        threads.setIdleTimeout(IDLE_THREAD_MILLIS);
        threads.setMaxEvictCount(limits.threads());
        threads.setDaemon(true);
        return threads;
    }

    private void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(limits.headerBytes());
        http.setSendServerVersion(false);
        // Image ids and subject names may contain any character, escaped.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "names",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
    }

    private Connector connector(Server server, HttpConfiguration http, JavalinConfig config) {
        ServerConnector connector = new ServerConnector(server, 1, 1, connections(http));
        connector.setHost(config.jetty.host);
        connector.setPort(config.jetty.port);
        connector.setIdleTimeout(limits.idleTimeout().toMillis());
        connector.setAcceptQueueSize(limits.clientConnections());
        ConnectionWatch watch = new ConnectionWatch(connector, limits, refusals);
        connector.addBean(watch);
        server.insertHandler(watch.new InRequest());
        return connector;
    }

    private ConnectionFactory[] connections(HttpConfiguration http) {
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls.isEmpty()) {
            return new ConnectionFactory[] {plain};
        }
        SslContextFactory.Server secret = new SslContextFactory.Server();
        secret.setSslContext(tls.get());
        // The guard checks the host name of the request.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {new SslConnectionFactory(secret, plain.getProtocol()), plain};
    }

    private void insertHandlers(Server server, JavalinConfig config) {
        server.setErrorHandler(new PlainErrors(refusals));
        Answers answers = new Answers(limits, refusals);
        server.insertHandler(new Admission(limits, answers, refusals));
        server.insertHandler(new WholeBody(limits, refusals));
        if (limits.clientRate() > 0) {
            server.insertHandler(rate());
        }
        server.insertHandler(new RequestGuard(ServerNames.of(limits.names(), config.jetty.host), refusals));
    }

    private Handler.Singleton rate() {
        DoSHandler rate = new DoSHandler(
                request -> ClientAddress.of(request).text(),
                new DoSHandler.LeakingBucketTrackerFactory(
                        limits.clientRate(), limits.clientRate() * BURST_SECONDS, Duration.ofSeconds(10)),
                (request, response, callback) -> {
                    refusals.count(Reason.RATE);
                    return PlainErrors.refuseForNow(
                            request,
                            response,
                            callback,
                            HttpStatus.TOO_MANY_REQUESTS_429,
                            "too many requests from this address (http.client.rate)",
                            Duration.ofSeconds(1));
                },
                MOST_CLIENTS);
        List<ServletPathSpec> costly = COSTLY.stream().map(ServletPathSpec::new).toList();
        rate.include((Request request) -> !RequestGuard.SAFE.contains(request.getMethod())
                || costly.stream().anyMatch(path -> path.matches(Request.getPathInContext(request))));
        return rate;
    }
}
