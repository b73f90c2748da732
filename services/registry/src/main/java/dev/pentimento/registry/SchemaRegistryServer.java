package dev.pentimento.registry;

import dev.pentimento.http.HttpProtection;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry as a server, with an HTTP interface and a Kafka topic as its store. Used once: start, then close. */
public final class SchemaRegistryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistryServer.class);

    private final SchemaRegistrySettings settings;
    private final Map<String, Object> kafka;
    private final HttpProtection protection;
    private final Consumer<JavalinConfig> more;
    private Optional<Running> running = Optional.empty();

    private record Running(Javalin http, SchemaStore store) {}

    /** @param kafka settings of the Kafka clients, at least {@code bootstrap.servers} */
    public SchemaRegistryServer(SchemaRegistrySettings settings, Map<String, Object> kafka) {
        this(settings, kafka, HttpProtection.standard(), config -> {});
    }

    /**
     * @param protection limits for clients
     * @param more additional routes, such as metrics
     */
    public SchemaRegistryServer(
            SchemaRegistrySettings settings,
            Map<String, Object> kafka,
            HttpProtection protection,
            Consumer<JavalinConfig> more) {
        this.protection = protection;
        this.settings = settings;
        this.kafka = Map.copyOf(kafka);
        this.more = more;
    }

    /**
     * Starts to listen, creates the topic if it is missing, and reads it to its end.
     *
     * @throws IllegalStateException with a message that says what is wrong with the topic, the brokers or the port
     */
    public synchronized void start() {
        listen();
        try {
            prepare();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts to listen. Until {@link #prepare}, every request is answered with 503, except for the additional routes.
     *
     * @throws IllegalStateException with a message that says why it cannot listen there
     */
    public synchronized void listen() {
        SchemaStore store = new SchemaStore(settings.readOnly());
        try {
            Javalin http = Javalin.create(config -> {
                        configure(config, store);
                        more.accept(config);
                        protection.addTo(config);
                    })
                    .start(settings.host(), settings.port());
            running = Optional.of(new Running(http, store));
            LOG.info(
                    "schema registry on {}, stored in the topic {}{}",
                    protection.url(settings.host(), http.port()),
                    settings.topic(),
                    settings.readOnly() ? ", read-only" : "");
        } catch (RuntimeException e) {
            Throwable root = root(e);
            throw new IllegalStateException(
                    "the schema registry cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + root.getMessage(),
                    root);
        }
    }

    /**
     * Creates the topic if it is missing, and reads it to its end. May be called again after a failure. A temporary
     * failure has a {@link org.apache.kafka.common.errors.RetriableException} among its causes.
     *
     * @throws IllegalStateException with a message that says what is wrong with the topic or the brokers
     */
    public void prepare() {
        SchemaStore store = runs().store();
        try {
            SchemaTopic.prepare(kafka, settings.topic(), settings.replicationFactor(), !settings.readOnly());
            store.open(new KafkaSchemaLog(kafka, settings.topic()));
        } catch (StoreException e) {
            throw new IllegalStateException("the schema registry cannot start: " + e.getMessage(), e);
        }
    }

    /** The address on which it listens; only while it runs. */
    public synchronized int port() {
        return runs().http().port();
    }

    private synchronized Running runs() {
        return running.orElseThrow(() -> new IllegalStateException("the schema registry is not running"));
    }

    /** Checks with Kafka why the registry cannot answer now; empty if it can. */
    public Optional<String> complaint() {
        return current().map(now -> now.store().complaint()).orElse(Optional.of("not running"));
    }

    private synchronized Optional<Running> current() {
        return running;
    }

    /** Completes the requests in progress, then stops. Every acknowledged change is in the topic. */
    @Override
    public synchronized void close() {
        running.ifPresent(now -> {
            now.http().stop();
            now.store().close();
        });
        running = Optional.empty();
    }

    private void configure(JavalinConfig config, SchemaStore store) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.defaultContentType = Exchange.MEDIA_TYPE;
        config.jetty.modifyServletContextHandler(
                servlets -> servlets.getServletHandler().setDecodeAmbiguousURIs(true));
        SchemaRegistry registry = new SchemaRegistry(store);
        new SubjectRoutes(registry).addTo(config.routes);
        new SchemaRoutes(registry).addTo(config.routes);
        new ConfigRoutes(registry).addTo(config.routes);
        new ModeRoutes(registry).addTo(config.routes);
        new CompatibilityRoutes(registry).addTo(config.routes);
        config.routes.get("/", context -> new Exchange(context).answer(Exchange.object()), Right.READ);
        config.routes.get("/health", context -> health(new Exchange(context), store.complaint()));
        if (!settings.credentials().isEmpty()) {
            new AccessRules(settings.credentials(), protection.refusals()).addTo(config.routes);
        }
        addErrors(config.routes);
    }

    private static void health(Exchange exchange, Optional<String> complaint) {
        if (complaint.isPresent()) {
            exchange.refuse(503, 50301, complaint.get());
        } else {
            exchange.answer(Exchange.object().put("status", "UP"));
        }
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(RegistryError.class, (e, context) -> refuse(context, e));
        routes.exception(StoreException.class, (e, context) -> {
            LOG.warn("{} {}: {}", context.method(), context.path(), e.getMessage());
            refuse(context, Refusal.STORE_FAILED.of());
        });
        // Errors from Javalin and from the authentication have no code.
        routes.exception(
                HttpResponseException.class,
                (e, context) ->
                        new Exchange(context).refuse(e.getStatus(), e.getStatus(), String.valueOf(e.getMessage())));
        routes.exception(Exception.class, (e, context) -> {
            LOG.error("{} {}", context.method(), context.path(), e);
            new Exchange(context).refuse(500, 500, "Internal server error");
        });
    }

    private static void refuse(Context context, RegistryError error) {
        new Exchange(context).refuse(error.status(), error.code(), String.valueOf(error.getMessage()));
    }

    /** The operating system's reason; the wrapping exceptions only repeat it. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
