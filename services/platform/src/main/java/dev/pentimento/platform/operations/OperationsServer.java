package dev.pentimento.platform.operations;

import dev.pentimento.http.HttpLimits;
import dev.pentimento.http.HttpProtection;
import dev.pentimento.platform.failures.Causes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Consumer;

/** Serves {@code /metrics} in Prometheus's text format, {@code /health/live} and {@code /health/ready}. */
public final class OperationsServer implements AutoCloseable {
    private final Javalin server;

    private OperationsServer(Javalin server) {
        this.server = server;
    }

    /**
     * Starts the server with the default limits.
     *
     * @param port 0: a free one
     * @param more further routes of the service that owns the server
     * @throws IllegalStateException with the reason why it cannot listen on this port
     */
    public static OperationsServer start(
            String host, int port, PrometheusMeterRegistry metrics, Health health, Consumer<JavalinConfig> more) {
        return start(host, port, metrics, health, new HttpProtection(HttpLimits.DEFAULTS, metrics), more);
    }

    /**
     * Starts the server.
     *
     * @param port 0: a free one
     * @param protection of this server alone
     * @param more further routes of the service that owns the server
     * @throws IllegalStateException with the reason why it cannot listen on this port
     */
    public static OperationsServer start(
            String host,
            int port,
            PrometheusMeterRegistry metrics,
            Health health,
            HttpProtection protection,
            Consumer<JavalinConfig> more) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            addRoutes(config, metrics, health);
            more.accept(config);
            protection.addTo(config);
        });
        try {
            return new OperationsServer(server.start(host, port));
        } catch (JavalinBindException e) {
            // the operating system's reason; the exceptions around it only repeat it
            Throwable root = Causes.innermost(e);
            throw new IllegalStateException(
                    "health and metrics cannot be served on " + host + ":" + port + ": " + root.getMessage(), root);
        }
    }

    /** The same routes for a service that has its own server. */
    public static void addRoutes(JavalinConfig config, PrometheusMeterRegistry metrics, Health health) {
        config.routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(metrics.scrape()));
        config.routes.get("/health/live", ctx -> answer(ctx, health.notLive()));
        config.routes.get("/health/ready", ctx -> answer(ctx, health.notReady()));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void answer(Context ctx, Map<String, String> problems) {
        ctx.status(problems.isEmpty() ? 200 : 503)
                .json(Map.of("status", problems.isEmpty() ? "UP" : "DOWN", "problems", problems));
    }
}
