package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.events.Image;
import dev.pentimento.events.Prediction;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Contracts;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.registry.SchemaRegistryServer;
import dev.pentimento.registry.SchemaRegistrySettings;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service in a process of its own, as containers run them: what it tells operators, and that they work together. */
class ServicesAloneIT {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int IMAGES = 50;
    private static final String BROKERS_NAME = "kafka.test";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:health and metrics|schema registry) on (http://127\\.0\\.0\\.1:\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CommandProcess> services = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        services.values().forEach(CommandProcess::close);
    }

    @Test
    void everyOneTellsTheTruthAboutItselfAndTheyWorkTogether() throws Exception {
        LogSettings.expectBrokerToComeAndGo();
        try (DataDirectory data = DataDirectory.at(folder.resolve("broker"));
                LocalBroker broker = LocalBroker.start(data, 0)) {
            Map<String, String> environment = environment(broker);
            Path hosts = Files.createFile(folder.resolve("hosts"));
            startBeforeTheBrokersNameIsKnown(environment, broker.port(), hosts);
            Files.writeString(hosts, "127.0.0.1 " + BROKERS_NAME);

            for (String service : new String[] {"registry", "trainer", "dashboard"}) {
                await(service + " to be ready").until(() -> status(service, "/health/ready") == OK);
            }
            for (String service : new String[] {"embedding", "evaluation"}) {
                await(service + " to say what it lacks").untilAsserted(() -> {
                    HttpResponse<String> ready = get(service, "/health/ready");
                    assertThat(ready.statusCode()).isEqualTo(UNAVAILABLE);
                    assertThat(ready.body()).contains("champion");
                });
            }
            try (ServiceContext context = connect(broker.bootstrapServers(), address("registry"))) {
                SmallVersion.publish(context);
                for (String service : services.keySet()) {
                    await(service + " to be ready").until(() -> status(service, "/health/ready") == OK);
                    assertThat(status(service, "/health/live"))
                            .as("%s, which said %s", service, process(service).err())
                            .isEqualTo(OK);
                }
                imagesAreJudged(context);
            }
            for (String service : services.keySet()) {
                HttpResponse<String> metrics = get(service, "/metrics");
                assertThat(metrics.statusCode())
                        .as("%s, which said %s", service, process(service).err())
                        .isEqualTo(OK);
                assertThat(metrics.headers().firstValue("content-type").orElse(""))
                        .startsWith("text/plain");
                assertThat(metrics.body()).contains("jvm_memory_used_bytes", "process_resident_memory_bytes");
                if (!service.equals("registry")) {
                    assertThat(metrics.body()).containsPattern("(?m)^pentimento_" + service + "_[a-z_]+[ {]");
                }
            }
            stopInOrder();
        }
    }

    /** As in a cluster whose pods start at once: Kafka's clients cannot be made then. */
    private void startBeforeTheBrokersNameIsKnown(Map<String, String> environment, int port, Path hosts) {
        environment.put("PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", BROKERS_NAME + ":" + port);
        environment.put("PENTIMENTO_EMBEDDING_INSTANCE_ID", "alone"); // the machine's name is not in the file either
        environment.merge(
                "JAVA_TOOL_OPTIONS",
                " -Djdk.net.hosts.file=" + hosts + " -Dsun.net.inetaddr.negative.ttl=1",
                String::concat);
        start("registry", environment);
        environment.put("PENTIMENTO_SCHEMA_REGISTRY_URL", address("registry"));
        for (String service : new String[] {"embedding", "evaluation", "trainer", "dashboard"}) {
            start(service, environment);
        }
        for (String service : services.keySet()) {
            await(service + " to name what it waits for").untilAsserted(() -> {
                HttpResponse<String> ready = get(service, "/health/ready");
                assertThat(ready.statusCode()).isEqualTo(UNAVAILABLE);
                assertThat(ready.body()).contains("waiting", "kafka.bootstrap.servers", BROKERS_NAME);
                assertThat(status(service, "/health/live")).isEqualTo(OK);
            });
            assertThat(process(service).err()).contains(BROKERS_NAME).doesNotContain("ERROR");
        }
    }

    /** Services start without it and wait. Once they have started, only records with schemas of others wait for it. */
    @Test
    void aRegistryThatIsAwayIsWaitedFor() throws Exception {
        LogSettings.expectBrokerToComeAndGo();
        try (DataDirectory data = DataDirectory.at(folder.resolve("broker"));
                LocalBroker broker = LocalBroker.start(data, 0)) {
            SchemaRegistryServer registry = registry(broker, 0);
            int port = registry.port();
            registry.close();
            Map<String, String> environment = environment(broker);
            environment.put("PENTIMENTO_SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + port);
            for (String service : new String[] {"embedding", "evaluation", "trainer", "dashboard"}) {
                start(service, environment);
            }
            everyOneWaitsForTheRegistry();
            process("dashboard").process().destroy();
            assertThat(process("dashboard").result().err()).doesNotContain("ERROR");
            start("dashboard", environment);

            registry = registry(broker, port);
            try (ServiceContext context = connect(broker.bootstrapServers(), "http://127.0.0.1:" + port)) {
                await("topics").until(() -> status("trainer", "/health/ready") == OK);
                SmallVersion.publish(context);
                everyOneIsReady();
                // The producer of images, too, asks once.
                Contracts.announce(
                        context.settings(), context.topics(), context.events().registry());
                byte[] ofANewerRelease = imageOfANewerRelease(context);
                registry.close();

                imagesAreJudged(context);

                sendAsItIs(context, ofANewerRelease);
                await("the embedding service to wait")
                        .untilAsserted(() -> assertThat(
                                        get("embedding", "/health/ready").body())
                                .contains("no images are embedded", "schema registry"));
                process("trainer").process().destroy();
                process("trainer").result();
                start("trainer", environment);
                await("the trainer to wait")
                        .untilAsserted(
                                () -> assertThat(get("trainer", "/health/ready").body())
                                        .contains("waiting", "schema registry"));

                registry = registry(broker, port);
                try (CommittedLog log = new CommittedLog(context)) {
                    await("the image that waited")
                            .until(() -> log.events(Topic.PREDICTIONS, Prediction.class)
                                            .size()
                                    == IMAGES + 1);
                    assertThat(log.records(Topic.DEAD_LETTERS)).isEmpty();
                }
                everyOneIsReady();
            } finally {
                registry.close();
            }
        }
    }

    private static SchemaRegistryServer registry(LocalBroker broker, int port) {
        SchemaRegistryServer registry = new SchemaRegistryServer(
                new SchemaRegistrySettings("127.0.0.1", port, SchemaRegistrySettings.DEFAULT_TOPIC, (short) 1),
                Map.of("bootstrap.servers", broker.bootstrapServers()));
        registry.start();
        return registry;
    }

    private void everyOneWaitsForTheRegistry() throws IOException, InterruptedException {
        for (String service : services.keySet()) {
            await(service + " to say that it waits").untilAsserted(() -> {
                HttpResponse<String> ready = get(service, "/health/ready");
                assertThat(ready.statusCode()).isEqualTo(UNAVAILABLE);
                assertThat(ready.body()).contains("waiting", "schema registry");
            });
            assertThat(status(service, "/health/live")).isEqualTo(OK);
            assertThat(process(service).err()).contains("waiting").doesNotContain("ERROR");
        }
    }

    private void everyOneIsReady() {
        for (String service : services.keySet()) {
            await(service + " to be ready").until(() -> status(service, "/health/ready") == OK);
        }
    }

    /** With a field more: nobody knows the schema's id yet. */
    private static byte[] imageOfANewerRelease(ServiceContext context) {
        Example example = SmallVersion.unseen(IMAGES, IMAGES + 1).get(0);
        Schema newer = new Schema.Parser()
                .parse(Image.getClassSchema()
                        .toString()
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"ward\",\"type\":\"string\",\"default\":\"\"},"));
        GenericRecord image = new GenericRecordBuilder(newer)
                .set("ward", "seven")
                .set("id", "newer")
                .set("content", ByteBuffer.wrap(example.content()))
                .build();
        SchemaRegistryClient registry =
                new SchemaRegistryClient(RegistrySettings.of(context.settings().kafka()));
        try (AvroSerializer<GenericRecord> serializer = new AvroSerializer<>(registry)) {
            return serializer.serialize(context.topics().name(Topic.IMAGES), image);
        }
    }

    private static void sendAsItIs(ServiceContext context, byte[] image) {
        try (Producer<byte[], byte[]> producer = context.clients().producer("newer", Map.of())) {
            producer.send(new ProducerRecord<>(context.topics().name(Topic.IMAGES), image));
        }
    }

    private Map<String, String> environment(LocalBroker broker) {
        return new HashMap<>(Map.of(
                "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "PENTIMENTO_TOPIC_REPLICATION_FACTOR", "1",
                "PENTIMENTO_HTTP_HOST", "127.0.0.1",
                "PENTIMENTO_HTTP_PORT", "0",
                "PENTIMENTO_EVALUATION_STATE_DIR", folder.resolve("state").toString(),
                "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
    }

    private void imagesAreJudged(ServiceContext context) {
        try (WorldOutside world = new WorldOutside(context);
                CommittedLog log = new CommittedLog(context)) {
            for (Example example : SmallVersion.unseen(0, IMAGES)) {
                world.send(image(example.id(), example.content()));
            }
            world.flush();
            await("predictions")
                    .until(() -> log.events(Topic.PREDICTIONS, Prediction.class).size() == IMAGES);
            new EveryImageJudgedOnce(log).holds();
        }
    }

    /** As SIGTERM from an orchestrator does. */
    private void stopInOrder() {
        services.values().forEach(each -> each.process().destroy());
        services.forEach(
                (name, process) -> assertThat(process.result().err()).as(name).doesNotContain("ERROR"));
    }

    private void start(String service, Map<String, String> environment) {
        CommandProcess former = services.put(service, CommandProcess.start(environment, service));
        if (former != null) {
            former.close();
        }
    }

    private String address(String service) {
        Matcher matcher = ADDRESS.matcher(process(service).err());
        await("the address of " + service)
                .until(() -> matcher.reset(process(service).err()).find());
        return matcher.group(1);
    }

    private CommandProcess process(String service) {
        CommandProcess process = services.get(service);
        assertThat(process).isNotNull();
        return process;
    }

    private HttpResponse<String> get(String service, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address(service) + path)).build(), BodyHandlers.ofString());
    }

    private int status(String service, String path) throws IOException, InterruptedException {
        return get(service, path).statusCode();
    }

    private static ServiceContext connect(String bootstrapServers, String registry) {
        return ServiceContext.of(
                PlatformSettings.from(Settings.of(
                        Map.of("kafka.bootstrap.servers", bootstrapServers, "schema.registry.url", registry))),
                new SimpleMeterRegistry(),
                new Health());
    }

    private ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .failFast(
                        "a service has ended",
                        () -> services.values().stream()
                                .anyMatch(each -> !each.process().isAlive()));
    }
}
