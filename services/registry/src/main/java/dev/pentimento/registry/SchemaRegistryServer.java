package dev.pentimento.registry;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry as a server: HTTP in front, a Kafka topic behind. Used once: start, then close. */
public final class SchemaRegistryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistryServer.class);

    private final SchemaRegistrySettings settings;
    private final Map<String, Object> kafka;
    private final Consumer<JavalinConfig> more;
    private Optional<Running> running = Optional.empty();

    private record Running(Javalin http, SchemaStore store) {}

    /** @param kafka settings of the Kafka clients, {@code bootstrap.servers} at least */
    public SchemaRegistryServer(SchemaRegistrySettings settings, Map<String, Object> kafka) {
        this(settings, kafka, config -> {});
    }

    /** @param more routes beside the registry's own, such as metrics */
    public SchemaRegistryServer(
            SchemaRegistrySettings settings, Map<String, Object> kafka, Consumer<JavalinConfig> more) {
        this.settings = settings;
        this.kafka = Map.copyOf(kafka);
        this.more = more;
    }

    /**
     * Makes the topic if need be, reads it to its end and answers from then on.
     *
     * @throws IllegalStateException saying in a sentence what is wrong with the topic, the brokers or the port
     */
    public synchronized void start() {
        SchemaStore store = openStore();
        try {
            Javalin http = Javalin.create(config -> {
                        configure(config, store);
                        more.accept(config);
                    })
                    .start(settings.host(), settings.port());
            running = Optional.of(new Running(http, store));
            LOG.info(
                    "schema registry on http://{}:{}, kept in the topic {}",
                    settings.host(),
                    http.port(),
                    settings.topic());
        } catch (RuntimeException e) {
            store.close();
            Throwable root = root(e);
            throw new IllegalStateException(
                    "the schema registry cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + root.getMessage(),
                    root);
        }
    }

    private SchemaStore openStore() {
        try {
            SchemaTopic.prepare(kafka, settings.topic(), settings.replicationFactor());
            SchemaStore store = new SchemaStore(new KafkaSchemaLog(kafka, settings.topic()));
            store.read(state -> state.subjects().size());
            return store;
        } catch (StoreException e) {
            throw new IllegalStateException("the schema registry cannot start: " + e.getMessage(), e);
        }
    }

    /** Where it listens; only while it runs. */
    public synchronized int port() {
        return running.orElseThrow(() -> new IllegalStateException("the schema registry is not running"))
                .http()
                .port();
    }

    /** What keeps the registry from answering, asked of Kafka now; empty: nothing. */
    public Optional<String> complaint() {
        return current().map(now -> now.store().complaint()).orElse(Optional.of("not running"));
    }

    private synchronized Optional<Running> current() {
        return running;
    }

    /** Answers what is under way, then stops. What was acknowledged is in the topic. */
    @Override
    public synchronized void close() {
        running.ifPresent(now -> {
            now.http().stop();
            now.store().close();
        });
        running = Optional.empty();
    }

    private static void configure(JavalinConfig config, SchemaStore store) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.defaultContentType = Exchange.MEDIA_TYPE;
        config.jetty.modifyHttpConfiguration(SchemaRegistryServer::allowEscapedSubjects);
        config.jetty.modifyServletContextHandler(SchemaRegistryServer::decodeEscapedSubjects);
        SchemaRegistry registry = new SchemaRegistry(store);
        new SubjectRoutes(registry).addTo(config.routes);
        new SchemaRoutes(registry).addTo(config.routes);
        new ConfigRoutes(registry).addTo(config.routes);
        new CompatibilityRoutes(registry).addTo(config.routes);
        config.routes.get("/", context -> new Exchange(context).answer(Exchange.object()));
        config.routes.get("/health", context -> health(new Exchange(context), store.complaint()));
        addErrors(config.routes);
    }

    /** A subject's name may hold a slash or a percent sign; Jetty refuses them in a path unless told otherwise. */
    private static void allowEscapedSubjects(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "subjects",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    }

    private static void decodeEscapedSubjects(ServletContextHandler servlets) {
        servlets.getServletHandler().setDecodeAmbiguousURIs(true);
    }

    private static void health(Exchange exchange, Optional<String> complaint) {
        if (complaint.isPresent()) {
            exchange.refuse(503, 50001, complaint.get());
        } else {
            exchange.answer(Exchange.object().put("status", "UP"));
        }
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(RegistryError.class, (e, context) -> refuse(context, e));
        routes.exception(StoreException.class, (e, context) -> {
            LOG.warn("{} {}: {}", context.method(), context.path(), e.getMessage());
            refuse(context, RegistryError.store(e));
        });
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {}", context.method(), context.path(), e);
            new Exchange(context).refuse(500, 500, "Internal server error: " + e);
        });
        routes.error(404, context -> {
            // An answer of ours has its own code already.
            if (context.result() == null || !String.valueOf(context.result()).startsWith("{\"error_code\"")) {
                new Exchange(context).refuse(404, 404, "HTTP 404 Not Found: no such resource " + context.path());
            }
        });
    }

    private static void refuse(Context context, RegistryError error) {
        new Exchange(context).refuse(error.status(), error.code(), String.valueOf(error.getMessage()));
    }

    /** The operating system's reason; what is wrapped around it says the same at length. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
