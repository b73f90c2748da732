package dev.pentimento.it.faults.system;

import dev.pentimento.it.JavaCommand;
import dev.pentimento.it.faults.system.BrokerProperties.ListenerPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Three brokers, the registry and every service, each a process with a supervisor, on a network that can be cut. */
public final class FaultedSystem implements AutoCloseable {
    public static final int BROKERS = 3;
    public static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-Xms16m", // no heap shrinks below its first size, which is all of a small -Xmx otherwise
            "-XX:MinHeapFreeRatio=20",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            "-XX:MaxMetaspaceSize=192m",
            "-Dfile.encoding=UTF-8");

    private static final Map<String, String> SETTINGS = Map.of(
            "PENTIMENTO_TOPIC_REPLICATION_FACTOR", "3",
            "PENTIMENTO_EVALUATION_WINDOW", WINDOW.toString(),
            // Drift counts every image, so that it can be recounted.
            "PENTIMENTO_EVALUATION_DRIFT_RATE", "1000000000",
            "PENTIMENTO_TRAINER_RETRAIN_ON_DRIFT", "false",
            "PENTIMENTO_TRAINER_RETRAIN_ON_HURTS", "false",
            "PENTIMENTO_EMBEDDING_DECODER_THREADS", "1",
            "OPT_OUT_TRACKING", "true",
            "OMP_NUM_THREADS", "1",
            "MKL_CBWR", "AUTO",
            "MALLOC_ARENA_MAX", "2");

    private final Path folder;
    private final Ports ports = new Ports();
    private final Network network = new Network();
    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final Map<String, Integer> httpPorts = new HashMap<>();
    private final List<String> bootstrap = new ArrayList<>();
    /** Where a service finds the brokers, by its listener. */
    private final Map<String, List<String>> advertised = new HashMap<>();

    private final Map<String, SmallDisk> disks = new HashMap<>();
    private final int registryPort = ports.next();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Thread endOfTests = new Thread(this::killAll, "end-of-tests");
    private @Nullable Admin admin;

    private FaultedSystem(Path folder) {
        this.folder = folder;
    }

    /** Starts all processes and returns at once. */
    public static FaultedSystem start(Path folder) {
        FaultedSystem system = new FaultedSystem(folder);
        Runtime.getRuntime().addShutdownHook(system.endOfTests);
        try {
            Files.createDirectories(system.logs());
            system.mount("broker-3", system.folder.resolve("broker-3"));
            system.mount("evaluation-2", system.state("evaluation-2"));
            system.addBrokers();
            system.addServices();
            system.processes.values().forEach(ManagedProcess::release);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return system;
    }

    private void mount(String owner, Path at) {
        try {
            disks.put(owner, SmallDisk.mount(at));
        } catch (IOException e) {
            return; // only root may; then no disk is ever full
        }
    }

    private void addBrokers() throws IOException {
        BrokerProperties properties = new BrokerProperties(
                Uuid.randomUuid().toString(),
                IntStream.range(0, BROKERS).mapToObj(i -> ports.next()).toList());
        for (int node = 1; node <= BROKERS; node++) {
            Map<String, ListenerPorts> listeners = new TreeMap<>();
            int direct = ports.next();
            bootstrap.add(BrokerProperties.HOST + ":" + direct);
            listeners.put(BrokerProperties.TESTS, new ListenerPorts(direct, direct));
            listeners.put(BrokerProperties.REPLICATION, linked(BrokerProperties.REPLICATION, node));
            for (Service service : Service.values()) {
                listeners.put(service.listener(), linked(service.listener(), node));
            }
            String name = "broker-" + node;
            Path logs = brokerLog(node);
            Path file = folder.resolve(name + ".properties");
            Properties settings = properties.of(node, logs, listeners);
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            List<String> options = jvm(256);
            options.add("-Dlogback.configurationFile="
                    + System.getProperty("logback.configurationFile", "logback-test.xml"));
            add(name, environment -> {
                ProcessBuilder builder = JavaCommand.of(options, KafkaNode.class.getName(), List.of(file.toString()));
                builder.environment().putAll(environment);
                return builder;
            });
        }
    }

    private ListenerPorts linked(String listener, int node) {
        ListenerPorts pair = new ListenerPorts(ports.next(), ports.next());
        network.add(listener, node, new Link(pair.advertised(), pair.own()));
        advertised
                .computeIfAbsent(listener, none -> new ArrayList<>())
                .add(BrokerProperties.HOST + ":" + pair.advertised());
        return pair;
    }

    private void addServices() {
        int linkToRegistry = ports.next();
        network.add(new Link(linkToRegistry, registryPort));
        for (Service service : Service.values()) {
            int port = service == Service.REGISTRY ? registryPort : ports.next();
            httpPorts.put(service.title(), port);
            Map<String, String> settings = new TreeMap<>(service.settings());
            settings.put(
                    "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS",
                    String.join(",", advertised.getOrDefault(service.listener(), List.of())));
            settings.put("PENTIMENTO_SCHEMA_REGISTRY_URL", "http://" + BrokerProperties.HOST + ":" + linkToRegistry);
            settings.put("PENTIMENTO_HTTP_HOST", BrokerProperties.HOST);
            settings.put("PENTIMENTO_HTTP_PORT", Integer.toString(port));
            settings.put(
                    "PENTIMENTO_EVALUATION_STATE_DIR", state(service.title()).toString());
            settings.putAll(SETTINGS);
            List<String> options = jvm(service.heapMebibytes());
            add(service.title(), environment -> {
                Map<String, String> all = new TreeMap<>(settings);
                all.putAll(environment);
                return JavaCommand.pentimento(options, all, List.of(service.command()));
            });
        }
    }

    private static List<String> jvm(int heapMebibytes) {
        List<String> options = new ArrayList<>(JVM);
        options.add("-Xmx" + heapMebibytes + "m");
        return options;
    }

    private void add(String name, Function<Map<String, String>, ProcessBuilder> builder) {
        processes.put(name, new ManagedProcess(name, logs().resolve(name + ".log"), builder));
    }

    public ManagedProcess process(String name) {
        return Optional.ofNullable(processes.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    public Map<String, ManagedProcess> processes() {
        return processes;
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /** Where a broker keeps its topics. */
    public Path brokerLog(int broker) {
        return folder.resolve("broker-" + broker).resolve("log");
    }

    /** State directory of an instance of the evaluation. */
    public Path state(String instance) {
        return folder.resolve("state").resolve(instance);
    }

    /** The disk that is the process's alone, if the machine permits one. */
    public Optional<SmallDisk> disk(String process) {
        return Optional.ofNullable(disks.get(process));
    }

    /** What tests use, past the network that is cut. */
    public String bootstrapServers() {
        return String.join(",", bootstrap);
    }

    /** What tests use, past the network that is cut. */
    public String registryUrl() {
        return "http://" + BrokerProperties.HOST + ":" + registryPort;
    }

    /** Everything that leads from a service to the brokers, or from anybody to a broker. */
    public Ways ways(String process) {
        return new Ways(
                process.startsWith("broker-")
                        ? network.to(Integer.parseInt(process.substring("broker-".length())))
                        : network.of(process.toUpperCase(Locale.ROOT).replace("-", "")));
    }

    /** Some ways through the network, to be disturbed together. */
    public record Ways(List<Link> links) {
        public void cut() {
            links.forEach(Link::cut);
        }

        public void join() {
            links.forEach(Link::join);
        }

        public void hold() {
            links.forEach(Link::hold);
        }

        public void release() {
            links.forEach(Link::release);
        }

        public void delay(long millis) {
            links.forEach(link -> link.delay(millis));
        }
    }

    /** The broker whose controller leads now, as far as the cluster answers. */
    public Optional<String> controller() {
        try {
            int leader = admin().describeMetadataQuorum()
                    .quorumInfo()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .leaderId();
            return leader > 0 ? Optional.of("broker-" + leader) : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Who is not ready, and why. */
    public Map<String, String> notReady() {
        Map<String, String> complaints = new TreeMap<>();
        replicasMissing().ifPresent(what -> complaints.put("brokers", what));
        for (Service service : Service.values()) {
            complaint(service.title()).ifPresent(what -> complaints.put(service.title(), what));
        }
        return complaints;
    }

    private Optional<String> complaint(String service) {
        URI uri = URI.create("http://" + BrokerProperties.HOST + ":" + httpPorts.get(service) + "/health/ready");
        try {
            var answer = http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.empty() : Optional.of(answer.body());
        } catch (IOException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether every broker has every replica. */
    public Optional<String> replicasMissing() {
        try {
            var names = admin().listTopics().names().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Map<String, TopicDescription> topics =
                    admin().describeTopics(names).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<String> missing = topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .filter(each -> each.leader() == null || each.isr().size() < BROKERS)
                            .map(each -> topic.name() + "-" + each.partition()))
                    .sorted()
                    .collect(Collectors.toList());
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(missing.size() + " partitions lack replicas, such as " + missing.get(0));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    "bootstrap.servers", bootstrapServers(), "client.id", "faults", "request.timeout.ms", 5_000));
        }
        return admin;
    }

    private void killAll() {
        processes.values().forEach(ManagedProcess::hold);
        disks.values().forEach(SmallDisk::close);
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        killAll();
        network.close();
        Runtime.getRuntime().removeShutdownHook(endOfTests);
    }
}
