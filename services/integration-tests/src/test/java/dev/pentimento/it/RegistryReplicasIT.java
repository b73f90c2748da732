package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three schema registries in processes of their own, on one topic. They start before their broker does. While four clients
 * register, one registry is killed, and one is paused for a while: a writer that believes that it still is one.
 */
class RegistryReplicasIT {
    private static final Pattern ADDRESS = Pattern.compile("schema registry on (http://127\\.0\\.0\\.1:\\d+)");
    private static final int REPLICAS = 3;
    /** Two clients register each schema. */
    private static final int SCHEMAS = 120;

    private static final int CLIENTS = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<CommandProcess> replicas = new ArrayList<>();
    private final Map<Integer, String> schemaOfId = new ConcurrentHashMap<>();
    private final Map<String, Integer> idOfSchema = new ConcurrentHashMap<>();
    private final AtomicInteger registered = new AtomicInteger();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        replicas.forEach(CommandProcess::close);
    }

    @Test
    void noIdIsGivenTwiceAndNoneIsLeftOutWhenWritersAreKilledAndPaused() throws Exception {
        LogSettings.expectBrokerToComeAndGo();
        int port = unusedPort();
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(CommandProcess.start(environment(port), "registry"));
        }
        for (CommandProcess replica : replicas) {
            await("a replica to say that it waits").untilAsserted(() -> {
                HttpResponse<String> ready = get(replica, "/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("waiting for the brokers");
            });
            assertThat(get(replica, "/health/live").statusCode()).isEqualTo(200);
        }

        try (DataDirectory data = DataDirectory.at(folder.resolve("broker"));
                LocalBroker broker = LocalBroker.start(data, port)) {
            for (CommandProcess replica : replicas) {
                await("a replica to be ready")
                        .until(() -> get(replica, "/health/ready").statusCode() == 200);
            }
            ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Future<?>> clients = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    int number = client;
                    clients.add(threads.submit(() -> register(number)));
                }
                await("registrations").until(() -> registered.get() > SCHEMAS / 2);
                replicas.get(0).process().destroyForcibly();
                await("registrations after a kill").until(() -> registered.get() > SCHEMAS);
                signal("STOP", replicas.get(1));
                int before = registered.get();
                await("registrations beside a paused writer").until(() -> registered.get() > before + SCHEMAS / 3);
                signal("CONT", replicas.get(1));
                for (Future<?> client : clients) {
                    client.get();
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(idOfSchema).hasSize(SCHEMAS);
            assertThat(idOfSchema.values())
                    .as("ids, broker on port %d", broker.port())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, SCHEMAS).boxed().toList());
            for (CommandProcess replica : replicas.subList(1, REPLICAS)) {
                SchemaRegistryClient client = client(List.of(replica));
                idOfSchema.forEach((name, id) ->
                        assertThat(client.schemaById(id).getName()).isEqualTo(name));
                assertThat(client.register("last-value", schema(SCHEMAS))).isEqualTo(SCHEMAS + 1);
            }
        }
    }

    /** Every client begins at another replica and in its own order of replicas, and goes on to the next if one is away. */
    private void register(int number) {
        List<CommandProcess> order = new ArrayList<>(replicas);
        Collections.rotate(order, number);
        SchemaRegistryClient client = client(order);
        for (int i = number / 2; i < SCHEMAS; i += CLIENTS / 2) {
            Schema schema = schema(i);
            int id = client.register(schema.getName() + "-value", schema);
            String other = schemaOfId.putIfAbsent(id, schema.getName());
            assertThat(other).as("schema of id %d", id).isIn(null, schema.getName());
            Integer former = idOfSchema.putIfAbsent(schema.getName(), id);
            assertThat(former).as("id of %s", schema.getName()).isIn(null, id);
            registered.incrementAndGet();
        }
    }

    private SchemaRegistryClient client(List<CommandProcess> order) {
        return new SchemaRegistryClient(RegistrySettings.of(Map.of(
                "schema.registry.url",
                order.stream().map(this::address).collect(Collectors.joining(",")),
                "http.connect.timeout.ms",
                1_000,
                "http.read.timeout.ms",
                5_000,
                "max.retries",
                20)));
    }

    private static Schema schema(int number) {
        return SchemaBuilder.record("R" + number).fields().requiredInt("a").endRecord();
    }

    private static void signal(String name, CommandProcess process) throws IOException, InterruptedException {
        String pid = Long.toString(process.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private static Map<String, String> environment(int brokerPort) {
        return Map.of(
                "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + brokerPort,
                "PENTIMENTO_TOPIC_REPLICATION_FACTOR", "1",
                "PENTIMENTO_HTTP_PORT", "0",
                "PENTIMENTO_HTTP_CLIENT_RATE", "0",
                "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String address(CommandProcess replica) {
        Matcher matcher = ADDRESS.matcher(replica.err());
        await("an address").until(() -> matcher.reset(replica.err()).find());
        return matcher.group(1);
    }

    private HttpResponse<String> get(CommandProcess replica, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address(replica) + path)).build(), BodyHandlers.ofString());
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }
}
