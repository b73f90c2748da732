package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.events.Prediction;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            Map<String, String> environment = new HashMap<>(Map.of(
                    "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "PENTIMENTO_TOPIC_REPLICATION_FACTOR", "1",
                    "PENTIMENTO_HTTP_HOST", "127.0.0.1",
                    "PENTIMENTO_HTTP_PORT", "0",
                    "PENTIMENTO_EVALUATION_STATE_DIR", folder.resolve("state").toString(),
                    "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
            start("registry", environment);
            await("the registry to be ready").until(() -> status("registry", "/health/ready") == OK);
            environment.put("PENTIMENTO_SCHEMA_REGISTRY_URL", address("registry"));
            for (String service : new String[] {"embedding", "evaluation", "trainer", "dashboard"}) {
                start(service, environment);
            }

            for (String service : new String[] {"trainer", "dashboard"}) {
                await(service + " to be ready").until(() -> status(service, "/health/ready") == OK);
            }
            for (String service : new String[] {"embedding", "evaluation"}) {
                await(service + " to say what it lacks").untilAsserted(() -> {
                    HttpResponse<String> ready = get(service, "/health/ready");
                    assertThat(ready.statusCode()).isEqualTo(UNAVAILABLE);
                    assertThat(ready.body()).contains("champion");
                });
            }
            try (ServiceContext context = connect(broker.bootstrapServers())) {
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
        services.put(service, CommandProcess.start(environment, service));
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

    private ServiceContext connect(String bootstrapServers) {
        return ServiceContext.of(
                PlatformSettings.from(Settings.of(Map.of(
                        "kafka.bootstrap.servers", bootstrapServers, "schema.registry.url", address("registry")))),
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
