package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pentimento.events.Label;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the disk of the evaluation's state costs time, and no figure. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StateDirectoryIT {
    private static final int BEFORE = 150;
    private static final int AFTER = 50;
    private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");

    private final List<Example> examples = SmallVersion.unseen(0, BEFORE + AFTER);

    @TempDir
    Path data;

    @Test
    void damagedFilesAreRestoredAndTheFiguresAreThoseOfARecount() throws Exception {
        try (RunningSystem system = RunningSystem.at(data).withSmallVersion()) {
            imagesAndLabels(system, 0, BEFORE);
            figuresMatch(system);
        }

        damage();

        try (RunningSystem system = RunningSystem.at(data).ready()) {
            imagesAndLabels(system, BEFORE, BEFORE + AFTER);
            labels(system, 1, BEFORE); // of images from before
            figuresMatch(system);
        }
    }

    /** In every task another kind of damage. */
    private void damage() throws IOException {
        Path application = data.resolve("evaluation").resolve("evaluation");
        Files.write(application.resolve("kafka-streams-process-metadata"), new byte[20]);
        damage(file(application, "quality-tallies", ".*\\.sst"), StateDirectoryIT::zeroed);
        damage(file(application, "drift-windows", "MANIFEST-.*"), StateDirectoryIT::halved);
        List<Path> images;
        try (Stream<Path> all = Files.walk(application)) {
            images = all.filter(Files::isDirectory)
                    .filter(path -> path.endsWith(Path.of("rocksdb", "images")))
                    .sorted()
                    .toList();
        }
        assertThat(images).as("tasks of the join").hasSize(4);
        Files.delete(images.get(0).resolve("CURRENT"));
        Files.write(images.get(1).resolve("CURRENT"), new byte[0]);
        damage(file(images.get(2), "", ".*\\.sst"), StateDirectoryIT::blockFlipped);
        Files.write(images.get(3).getParent().resolveSibling(".checkpoint"), new byte[30]);
    }

    @FunctionalInterface
    private interface Damage {
        void to(byte[] content, Path file) throws IOException;
    }

    private static Path file(Path folder, String store, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().matches(name)
                            && path.getParent().toString().endsWith(store))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + name + " of " + store));
        }
    }

    private static void damage(Path file, Damage damage) throws IOException {
        damage.to(Files.readAllBytes(file), file);
    }

    private static void zeroed(byte[] content, Path file) throws IOException {
        Files.write(file, new byte[content.length]);
    }

    private static void halved(byte[] content, Path file) throws IOException {
        Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
    }

    /** In the first block, which holds data: an iterator of RocksDB ends there without a word. */
    private static void blockFlipped(byte[] content, Path file) throws IOException {
        content[content.length / 20] ^= 0x55;
        Files.write(file, content);
    }

    /** Whatever timestamps records have: some clients write none, a clock may be wrong by millennia. */
    @Test
    void recordsOfAnyTimeAreCounted() throws Exception {
        try (RunningSystem system = RunningSystem.at(data).withSmallVersion()) {
            for (Topic topic : List.of(Topic.IMAGES, Topic.LABELS)) {
                acceptAnyTime(system, topic);
            }
            RawProducer raw = new RawProducer(system.stack().bootstrapServers());
            long[] times = {-1, 0, 1, System.currentTimeMillis(), YEAR_9999.toEpochMilli(), Long.MAX_VALUE - 1};
            for (int i = 0; i < BEFORE; i++) {
                Example example = examples.get(i);
                byte[] key = example.id().getBytes(UTF_8);
                byte[] picture = system.context()
                        .events()
                        .write(
                                Topic.IMAGES,
                                image(example.id(), example.content()).build());
                raw.send(
                        Topic.IMAGES.baseName(),
                        i % 4,
                        Math.min(times[i % times.length], System.currentTimeMillis()),
                        key,
                        picture);
                byte[] label = system.context()
                        .events()
                        .write(Topic.LABELS, new Label(example.id(), example.label(), null, null, false));
                raw.send(Topic.LABELS.baseName(), i % 4, times[i / times.length % times.length], key, label);
            }
            system.await("every image")
                    .until(() -> system.log().records(Topic.PREDICTIONS).size(), count -> count == BEFORE);
            system.await("quality to match a recount").untilAsserted(recount(system)::holds);
        }
    }

    private static void acceptAnyTime(RunningSystem system, Topic topic) throws Exception {
        try (Admin admin = system.context().clients().admin("times")) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.baseName());
            ConfigEntry limit = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, "" + Long.MAX_VALUE);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    @Test
    void aFullDiskIsWaitedFor() throws Exception {
        try (RunningSystem system = RunningSystem.at(data).withSmallVersion()) {
            imagesAndLabels(system, 0, BEFORE);
            figuresMatch(system);
        }
        Path state = data.resolve("evaluation");
        Path saved = data.resolve("saved");
        Files.move(state, saved);
        Files.createDirectory(state);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", state.toString()), "mounting is not allowed");
        try {
            assertThat(run("cp", "-a", saved + "/.", state.toString())).isTrue();
            Path filler = state.resolve("filler");
            fill(filler);

            try (RunningSystem system = RunningSystem.at(data)) {
                system.await("the full disk to be told")
                        .until(() -> system.context()
                                .health()
                                .notReady()
                                .getOrDefault("evaluation stream", "")
                                .contains("the disk of evaluation.state.dir is full"));
                assertThat(system.context().health().notLive()).isEmpty();
                Files.delete(filler);
                system.ready();

                fill(filler); // while it runs
                imagesAndLabels(system, BEFORE, BEFORE + AFTER);
                Files.delete(filler);
                labels(system, 1, BEFORE);
                figuresMatch(system);
            }
        } finally {
            run("umount", "-l", state.toString());
        }
    }

    private static void fill(Path filler) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** One by mistake, with the settings of the first. */
    @Test
    void aSecondInstanceInTheSameDirectoryEndsAndTheFirstOneStartsAgain() throws Exception {
        try (Backbone backbone = Backbone.at(data)) {
            SmallVersion.publish(backbone.context());
            Map<String, String> environment = Map.of(
                    "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS",
                    backbone.bootstrapServers(),
                    "PENTIMENTO_SCHEMA_REGISTRY_URL",
                    String.valueOf(backbone.settings().asMap().get("schema.registry.url")),
                    "PENTIMENTO_TOPIC_REPLICATION_FACTOR",
                    "1",
                    "PENTIMENTO_EVALUATION_WINDOW",
                    Backbone.WINDOW.toString(),
                    "PENTIMENTO_EVALUATION_STATE_DIR",
                    backbone.folder("state").toString(),
                    "PENTIMENTO_HTTP_PORT",
                    "0",
                    "JAVA_TOOL_OPTIONS",
                    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            try (Member embedding = Member.embedding(backbone, "embedding")) {
                for (boolean kill : new boolean[] {true, false}) {
                    try (CommandProcess first = CommandProcess.start(environment, "evaluation")) {
                        awaitRunning(first);
                        CommandProcess.Result second = CommandProcess.run(environment, "evaluation");
                        assertThat(second.exitCode()).isEqualTo(1);
                        assertThat(second.err()).contains("evaluation.state.dir");
                        if (kill) {
                            first.process().destroyForcibly();
                        } else {
                            first.process().destroy();
                        }
                        first.process().onExit().join();
                    }
                }
                try (CommandProcess again = CommandProcess.start(environment, "evaluation")) {
                    awaitRunning(again);
                    CommandProcess.run(environment, "evaluation");
                    for (Example example : examples) {
                        backbone.world().send(image(example.id(), example.content()));
                    }
                    backbone.world().flush();
                    Awaitility.await("every image once")
                            .atMost(90, TimeUnit.SECONDS)
                            .untilAsserted(new EveryImageJudgedOnce(backbone.log())::holds);
                }
                assertThat(embedding.failed()).isFalse();
            }
        }
    }

    private static void awaitRunning(CommandProcess evaluation) {
        Awaitility.await("the stream to run")
                .atMost(90, TimeUnit.SECONDS)
                .failFast("it has ended: ", () -> !evaluation.process().isAlive())
                .until(evaluation::err, said -> said.contains("the evaluation stream is RUNNING"));
    }

    private void imagesAndLabels(RunningSystem system, int from, int to) {
        for (Example example : examples.subList(from, to)) {
            system.world().send(image(example.id(), example.content()));
        }
        labels(system, from, to);
    }

    /** Of every other image. */
    private void labels(RunningSystem system, int from, int to) {
        for (int i = from; i < to; i += 2) {
            system.world().label(examples.get(i).id(), examples.get(i).label());
        }
        system.world().flush();
    }

    private static void figuresMatch(RunningSystem system) {
        system.await("every image once").untilAsserted(new EveryImageJudgedOnce(system.log())::holds);
        system.await("quality to match a recount").untilAsserted(recount(system)::holds);
    }

    private static QualityMatchesRecount recount(RunningSystem system) {
        List<String> classes = SmallVersion.trained().version().getClasses();
        return new QualityMatchesRecount(system.log(), classes, RunningSystem.WINDOW);
    }
}
