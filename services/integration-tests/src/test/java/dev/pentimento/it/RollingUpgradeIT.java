package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalBroker;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A former release, started from its unpacked archive ({@code -Dformer.release=FOLDER}), is replaced by this one: process
 * by process, under load, and back again. Two instances of embedding and evaluation each run, so both releases work side by
 * side for a while.
 */
@Tag("on-request")
class RollingUpgradeIT {
    private static final int IMAGES_PER_SECOND = 60;
    private static final int GOES_ON = 300;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** The order of docs/how-to/upgrade.md. */
    private static final List<String> PROCESSES =
            List.of("registry", "trainer", "embedding-1", "embedding-2", "evaluation-1", "evaluation-2", "dashboard");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CommandProcess> running = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        running.values().forEach(CommandProcess::close);
    }

    @Test
    void everyImageIsJudgedOnceWhileAFormerReleaseIsReplaced(TestReporter reporter) throws Exception {
        Path former = Path.of(System.getProperty("former.release", ""), "pentimento");
        assumeTrue(Files.isExecutable(former), "give the folder of an unpacked archive: -Dformer.release=FOLDER");
        LogSettings.expectBrokerToComeAndGo();
        try (DataDirectory data = DataDirectory.at(folder.resolve("broker"));
                LocalBroker broker = LocalBroker.start(data, 0)) {
            for (String process : PROCESSES) {
                ports.put(process, freePort());
            }
            for (String process : PROCESSES) {
                start(process, broker, List.of(former.toString()));
                if (process.equals("registry")) {
                    awaitReady(process);
                }
            }
            try (ServiceContext context = connect(broker.bootstrapServers());
                    WorldOutside world = new WorldOutside(context);
                    CommittedLog log = new CommittedLog(context);
                    SteadyStream stream = new SteadyStream(world)) {
                awaitReady("trainer");
                SmallVersion.publish(context);
                PROCESSES.forEach(this::awaitReady);
                stream.start(IMAGES_PER_SECOND);
                goesOn(stream, log, "with the former release");
                for (String process : PROCESSES) {
                    stop(process);
                    start(process, broker, List.of());
                    awaitReady(process);
                    goesOn(stream, log, "with the new " + process);
                }
                stop("evaluation-2");
                start("evaluation-2", broker, List.of(former.toString()));
                awaitReady("evaluation-2");
                goesOn(stream, log, "with the former evaluation-2 again");

                stream.end(0);
                int images = log.records(Topic.IMAGES).size();
                await("every image to be judged")
                        .until(() -> log.records(Topic.PREDICTIONS).size() >= images);
                List<String> classes = SmallVersion.trained().version().getClasses();
                new EveryImageJudgedOnce(log).holds();
                await("every outcome").untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
                await("quality to match a recount")
                        .untilAsserted(new QualityMatchesRecount(log, classes, WINDOW)::holds);
                assertThat(log.records(Topic.DEAD_LETTERS)).isEmpty();
                reporter.publishEntry("images", "" + images);
            }
        }
    }

    /** @param launcher the command of another release; empty: this one */
    private void start(String process, LocalBroker broker, List<String> launcher) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "PENTIMENTO_SCHEMA_REGISTRY_URL",
                registryUrl(),
                "PENTIMENTO_TOPIC_REPLICATION_FACTOR",
                "1",
                "PENTIMENTO_HTTP_HOST",
                "127.0.0.1",
                "PENTIMENTO_HTTP_PORT",
                "" + ports.get(process),
                "PENTIMENTO_EMBEDDING_INSTANCE_ID",
                process,
                "PENTIMENTO_EVALUATION_STATE_DIR",
                folder.resolve(process).toString(),
                "PENTIMENTO_EVALUATION_STANDBY_REPLICAS",
                "1",
                "PENTIMENTO_EVALUATION_WINDOW",
                WINDOW.toString(),
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
        environment.put("PENTIMENTO_JAVA_OPTS", "-Xmx1g");
        String service = process.replaceFirst("-\\d", "");
        environment.keySet().removeIf(name -> !service.equals("embedding") && name.contains("_EMBEDDING_"));
        environment.keySet().removeIf(name -> !service.equals("evaluation") && name.contains("_EVALUATION_"));
        running.put(process, CommandProcess.start(launcher, environment, service));
    }

    /** As SIGTERM from an orchestrator does. */
    private void stop(String process) {
        CommandProcess command = running.remove(process);
        assertThat(command).as(process).isNotNull();
        command.process().destroy();
        assertThat(command.result().err()).as(process).doesNotContain("ERROR");
        command.close();
    }

    private void goesOn(SteadyStream stream, CommittedLog log, String when) {
        int judged = log.records(Topic.PREDICTIONS).size();
        int sent = stream.sent();
        stream.want(sent + GOES_ON);
        await("images to be judged " + when)
                .until(() -> log.records(Topic.PREDICTIONS).size() >= Math.max(judged, sent) + GOES_ON / 2);
    }

    private void awaitReady(String process) {
        await(process + " to be ready").until(() -> ready(process));
    }

    private boolean ready(String process) throws InterruptedException {
        URI health = URI.create(
                "http://127.0.0.1:" + ports.get(process) + (process.equals("registry") ? "/health" : "/health/ready"));
        try {
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it has not begun to listen
        }
    }

    private String registryUrl() {
        return "http://127.0.0.1:" + ports.get("registry");
    }

    private ServiceContext connect(String bootstrapServers) {
        return ServiceContext.of(
                PlatformSettings.from(Settings.of(
                        Map.of("kafka.bootstrap.servers", bootstrapServers, "schema.registry.url", registryUrl()))),
                new SimpleMeterRegistry(),
                new Health());
    }

    /** A process that is replaced keeps its port. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .failFast(
                        "a process has ended",
                        () -> running.entrySet().stream()
                                .filter(each -> !each.getValue().process().isAlive())
                                .anyMatch(each -> {
                                    System.err.println(each.getKey() + " said "
                                            + each.getValue().err());
                                    return true;
                                }));
    }
}
