package dev.pentimento.benchmarks.deployment;

import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.SystemLauncher;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.SystemLauncher.ServiceProcess;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Every service in a process of its own, on a broker in this process. The trainer, the live page and the schema registry
 * run once, embedding and evaluation as often as is wanted.
 */
public final class Deployment implements RunningSystem {
    private static final String HOST = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final ServiceContext context;
    private final int instances;
    private final List<String> groups;

    private Deployment(SystemLauncher launcher, Path folder, int instances, Settings chosen) throws IOException {
        this.instances = instances;
        try {
            Broker broker = added(launcher.broker(folder.resolve("log")));
            int port = freePort();
            Settings settings = chosen.with(Map.of(
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    "schema.registry.url",
                    "http://" + HOST + ":" + port,
                    "topic.replication.factor",
                    "1",
                    "http.host",
                    HOST));
            start(launcher, "registry", "registry", settings, Map.of("http.port", Integer.toString(port)), folder);
            context =
                    added(ServiceContext.of(PlatformSettings.from(settings), new SimpleMeterRegistry(), new Health()));
            groups = Stream.of(
                            settings.asMap().getOrDefault("embedding.group.id", "embedding"),
                            settings.asMap().getOrDefault("evaluation.application.id", "evaluation"))
                    .map(context.topics()::prefixed)
                    .toList();
            try (Admin admin = context.clients().admin("bench-topics")) {
                context.topics().createMissing(admin);
            }
            awaitRegistry(port);
            start(launcher, "trainer", "trainer", settings, Map.of(), folder);
            for (int instance = 1; instance <= instances; instance++) {
                String suffix = instances == 1 ? "" : " " + instance;
                start(
                        launcher,
                        "embedding",
                        "embedding" + suffix,
                        settings,
                        Map.of("embedding.instance.id", "bench-" + instance),
                        folder);
                Path state = folder.resolve("state-" + instance).toAbsolutePath();
                start(
                        launcher,
                        "evaluation",
                        "evaluation" + suffix,
                        settings,
                        Map.of("evaluation.state.dir", state.toString()),
                        folder);
            }
            start(launcher, "dashboard", "dashboard", settings, Map.of(), folder);
            context.health().started(); // a wait that fails says what is not ready
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything. The services may still be starting when this method returns.
     *
     * @param folder a new one
     * @param instances of embedding and evaluation
     * @param settings override the user's
     */
    public static Deployment start(Workbench bench, Path folder, int instances, Map<String, String> settings)
            throws IOException {
        return new Deployment(
                bench.launcher(), folder, instances, bench.settings().with(settings));
    }

    private void start(
            SystemLauncher launcher,
            String service,
            String title,
            Settings settings,
            Map<String, String> own,
            Path folder)
            throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("http.port", "0"));
        all.putAll(own);
        Path ownFolder = folder.resolve(title.replace(' ', '-'));
        services.put(title, added(launcher.service(service, settings.with(all), ownFolder)));
    }

    private <T extends AutoCloseable> T added(T part) {
        parts.push(part);
        return part;
    }

    /** Its clients give up after some attempts, and the services begin with the schemas. */
    private void awaitRegistry(int port) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + "/subjects"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!answers(client, request)) {
                requireHealthy();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the schema registry does not answer within " + PATIENCE.toSeconds() + " s");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the schema registry starts");
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public ServiceContext context() {
        return context;
    }

    @Override
    public void requireHealthy() {
        services.values().forEach(ServiceProcess::requireRunning);
    }

    /**
     * Checks that every instance of embedding and evaluation takes part in the work.
     *
     * @throws IllegalStateException if one has not joined the others yet, or has left them
     */
    public void requireAllTakePart() throws InterruptedException {
        try (Admin admin = context.clients().admin("bench-groups")) {
            admin.describeConsumerGroups(groups).all().get().forEach((group, description) -> {
                if (description.members().size() < instances) {
                    throw new IllegalStateException("at the end, "
                            + description.members().size() + " of " + instances + " instances were in the group "
                            + group + "; more --images give them the time to join");
                }
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask for the members of the groups", e.getCause());
        }
    }

    /** Of the services and of this process, which runs the broker and the benchmark. */
    @Override
    public long processorNanos() {
        return ProcessorTime.nanos() + servicesNanos();
    }

    /** Processor time of the services alone. */
    public long servicesNanos() {
        return nanos(services.values());
    }

    private static long nanos(Collection<ServiceProcess> services) {
        return services.stream().mapToLong(ServiceProcess::processorNanos).sum();
    }

    /** The memory of each service, by its name, after a full collection in it. */
    public Map<String, MemoryUse> memory() throws IOException {
        Map<String, MemoryUse> memory = new LinkedHashMap<>();
        for (Map.Entry<String, ServiceProcess> service : services.entrySet()) {
            memory.put(service.getKey(), service.getValue().memory());
        }
        return memory;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("a part did not stop", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
