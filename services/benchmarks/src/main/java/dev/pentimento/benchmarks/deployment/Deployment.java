package dev.pentimento.benchmarks.deployment;

import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.SystemLauncher;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.SystemLauncher.ServiceProcess;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.throughput.WaitingStream;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.benchmarks.workload.SimilarVersions;
import dev.pentimento.benchmarks.workload.Timeline;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.jspecify.annotations.Nullable;

/**
 * Every service in a process of its own, on a broker in this process. The trainer, the live page and the schema registry
 * run once, embedding and evaluation as often as is wanted.
 */
public final class Deployment implements RunningSystem {
    private static final String HOST = "127.0.0.1";

    private static final String STREAM_THREAD = "-StreamThread-";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final ServiceContext context;
    private final Path folder;
    private final int instances;
    private final List<String> groups;

    private Deployment(SystemLauncher launcher, Path folder, int instances, Settings chosen) throws IOException {
        this.folder = folder;
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
            RegistryStart.await(HOST, port, this::requireHealthy);
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
            try {
                close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Starts everything. The services may still be starting when this method returns.
     *
     * @param title names the folder, which is deleted at the end; other deployments that run have others
     * @param instances of embedding and evaluation
     * @param settings override the user's
     */
    public static Deployment start(Workbench bench, String title, int instances, Map<String, String> settings)
            throws IOException {
        String folder = title.replaceAll("[^a-z0-9-]+", "-"); // Kafka divides its folders at commas
        return new Deployment(
                bench.launcher(),
                bench.own().resolve(folder),
                instances,
                bench.settings().with(settings));
    }

    /**
     * Writes images, gives the system the version, and follows the predictions as {@link WaitingStream} does.
     *
     * @param candidates number of versions beside the champion that cost the same
     * @param progress receives the number of predictions
     */
    public Timeline judged(Workbench bench, Workload workload, int images, int candidates, LongConsumer progress)
            throws InterruptedException {
        try (WaitingImages camera = WaitingImages.inBulk(context, workload)) {
            camera.write(images, bench.options().labelled(), bench.options().seed());
        }
        return new WaitingStream(this, images)
                .judgedBy(
                        workload.version(),
                        SimilarVersions.withOtherClassifiers(workload.version(), candidates),
                        progress);
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

    @Override
    public void requireAllTakePart() throws InterruptedException {
        requireHealthy();
        try (Admin admin = context.clients().admin("bench-groups")) {
            admin.describeConsumerGroups(groups).all().get().forEach((group, description) -> {
                long working = working(description.members());
                if (working < instances) {
                    throw new IllegalStateException("after two thirds of the images, " + working + " of " + instances
                            + " instances in the group " + group
                            + " had partitions; more --images give them the time to join");
                }
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot ask for the members of the groups", e.getCause());
        }
    }

    /** The number of instances that have partitions. Kafka Streams has a member for each of its threads. */
    static long working(Collection<MemberDescription> members) {
        return members.stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .map(member -> member.clientId().contains(STREAM_THREAD)
                        ? member.clientId().replaceAll(STREAM_THREAD + ".*", "")
                        : member.consumerId())
                .distinct()
                .count();
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
                failure = with(failure, new IllegalStateException("a part did not stop", e));
            }
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            failure = with(failure, new UncheckedIOException(e));
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException with(@Nullable RuntimeException former, RuntimeException later) {
        if (former == null) {
            return later;
        }
        former.addSuppressed(later);
        return former;
    }
}
