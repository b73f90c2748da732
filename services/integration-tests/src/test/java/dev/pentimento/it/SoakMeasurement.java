package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.it.hostile.PlainRecords;
import dev.pentimento.it.soak.PredictionReader;
import dev.pentimento.it.soak.Samples;
import dev.pentimento.it.soak.Sender;
import dev.pentimento.it.soak.Slope;
import dev.pentimento.it.soak.Usage;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many images with many swaps of versions, labels flowing: nothing that the process or its folders hold may grow with the
 * images. It is a measurement, and no part of the build; docs/how-to/run-the-long-tests.md says how to run it.
 *
 * <p>As many images are on their way as {@code soak.outstanding} says, so that latency shows the work and not a queue. The
 * warm-up is the first fifth of the images, and does not count.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class SoakMeasurement {
    private static final int IMAGES = Integer.getInteger("soak.images", 200_000);
    private static final int SWAPS = Integer.getInteger("soak.swaps", 10);
    private static final int OUTSTANDING = Integer.getInteger("soak.outstanding", 2_000);
    /** Each part ends with a sample; there are a hundred at least. */
    private static final int PARTS_OF_A_SWAP = Math.max(2, 100 / SWAPS);

    private static final double MOST_GROWTH = 0.01;
    private static final int LABELLED = 4;
    private static final int LABEL_DELAY = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path REPORT = Path.of("target", "soak.txt");

    /** Retention and compaction as after weeks, within seconds. */
    private static final Map<String, String> BROKER = Map.of(
            "log.segment.bytes", "1048576",
            "log.retention.bytes", "2097152",
            "log.retention.check.interval.ms", "5000",
            "log.segment.delete.delay.ms", "1000",
            "log.cleaner.backoff.ms", "5000",
            "log.cleaner.min.cleanable.ratio", "0.2",
            // how long the marks of deleted entries stay
            "log.cleaner.delete.retention.ms", "10000",
            "offsets.topic.segment.bytes", "1048576",
            "transaction.state.log.segment.bytes", "1048576");

    private static final Map<String, String> SERVICES = Map.of(
            "evaluation.retention", "PT20S",
            "evaluation.window", "PT5S",
            // so that it is full within the warm-up
            "evaluation.state.memory", "33554432",
            "kafka.statestore.cache.max.bytes", "1048576",
            "kafka.topic.segment.bytes", "1048576");

    @TempDir
    Path folder;

    private final List<Example> examples = SmallVersion.unseen(0, 1_000);
    private final List<TrainedVersion> networks = List.of(SmallVersion.another(), SmallVersion.trained());
    private int sent;

    private record Running(
            Backbone backbone, PlainRecords records, List<Member> members, Sender sender, PredictionReader reader) {}

    @Test
    void nothingGrowsWithTheImages() throws Exception {
        Samples samples = new Samples(IMAGES / 5);
        long begin = System.nanoTime();
        try (Backbone backbone = Backbone.at(folder, BROKER)) {
            PlainRecords records = new PlainRecords(backbone.registryUrl());
            SmallVersion.publish(backbone.context());
            try (Member embedding = Member.embedding(backbone, "embedding", SERVICES);
                    Member evaluation = Member.evaluation(backbone, "evaluation", SERVICES);
                    Sender sender = new Sender(backbone.bootstrapServers());
                    PredictionReader reader = new PredictionReader(backbone.bootstrapServers(), records::versions)) {
                Running running = new Running(backbone, records, List.of(embedding, evaluation), sender, reader);
                await(running.members(), () -> running.members().stream().allMatch(Member::ready));
                smallSegments(backbone);
                for (int part = 0; part < SWAPS * PARTS_OF_A_SWAP; part++) {
                    swap(running, part);
                    send(running, (int) ((part + 1L) * IMAGES / SWAPS / PARTS_OF_A_SWAP));
                    sample(samples, reader);
                }
                await(running.members(), () -> reader.seen() >= sent);
                assertThat(reader.seen()).as("predictions").isEqualTo(sent);
                assertThat(reader.champions()).as("versions that answered").hasSize(SWAPS + 1);
                assertThat(running.members()).allMatch(Member::ready);
            }
        }
        List<Slope> slopes = samples.slopes();
        write(samples, slopes, Duration.ofNanos(System.nanoTime() - begin));
        assertThat(slopes).as("growth for 100,000 images").allMatch(slope -> slope.atMost(MOST_GROWTH));
    }

    /**
     * Kafka Streams makes segments of 50 MB for its repartition topics, whatever the settings say. What it has read is deleted
     * segment by segment, so disk use would grow until the first one is full.
     */
    private static void smallSegments(Backbone backbone) throws Exception {
        try (Admin admin = backbone.context().clients().admin("soak")) {
            List<AlterConfigOp> small = List.of(new AlterConfigOp(
                    new ConfigEntry(TopicConfig.SEGMENT_BYTES_CONFIG, "1048576"), AlterConfigOp.OpType.SET));
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            for (String topic : admin.listTopics().names().get()) {
                if (topic.endsWith("-repartition")) {
                    changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), small);
                }
            }
            assertThat(changes).isNotEmpty();
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }

    /** The version of a swap is published in one part of the images and promoted in another, when it is loaded. */
    private void swap(Running running, int part) {
        int number = part / PARTS_OF_A_SWAP;
        if (part % PARTS_OF_A_SWAP == 0) {
            TrainedVersion network = networks.get(number % networks.size());
            ModelVersion version = ModelVersion.newBuilder(network.version())
                    .setVersion(id(number))
                    .build();
            new ModelPublisher(running.backbone().context(), "test").publish(version, network.files());
        } else if (part % PARTS_OF_A_SWAP == PARTS_OF_A_SWAP / 2) {
            sendUntil(running, () -> running.reader().candidates().contains(id(number)));
            promote(running.backbone(), number);
            sendUntil(running, () -> running.reader().champions().contains(id(number)));
        }
    }

    private void sendUntil(Running running, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            int some = sent + 100;
            send(running, some);
            await(running.members(), () -> running.reader().seen() >= some);
        }
    }

    private static void promote(Backbone backbone, int number) {
        backbone.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        id(number),
                        ModelCommand.newBuilder()
                                .setId(UUID.randomUUID().toString())
                                .setKind(CommandKind.PROMOTE)
                                .setVersion(id(number))
                                .setReason("soak")
                                .setRequestedBy("test")
                                .setRequestedAt(Instant.now())
                                .build());
        backbone.world().flush();
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "50a%09d", number);
    }

    private void send(Running running, int to) {
        PredictionReader reader = running.reader();
        while (sent < to) {
            if (sent - reader.seen() >= OUTSTANDING) {
                long enough = sent - OUTSTANDING / 2;
                await(running.members(), () -> reader.seen() >= enough);
            }
            String id = "image-" + sent;
            byte[] image = running.records().image(id, example(sent).content());
            running.sender().send("images", id.getBytes(UTF_8), image);
            if (sent % LABELLED == 0 && sent >= LABEL_DELAY) {
                int labelled = sent - LABEL_DELAY;
                String former = "image-" + labelled;
                byte[] label = running.records().label(former, example(labelled).label());
                running.sender().send("labels", former.getBytes(UTF_8), label);
            }
            sent++;
        }
    }

    private Example example(int i) {
        return examples.get(i % examples.size());
    }

    private void sample(Samples samples, PredictionReader reader) {
        Map<String, Double> figures = new HashMap<>(reader.latencies());
        figures.putAll(Usage.now());
        figures.put("disk, MB", Usage.megabytes(folder));
        samples.add(sent, figures);
    }

    private static void await(List<Member> members, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .failFast("a service has stopped", () -> members.stream().anyMatch(Member::failed))
                .until(condition);
    }

    private static void write(Samples samples, List<Slope> slopes, Duration took) throws IOException {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d images, %d swaps, %d on their way at once, %d s, %,d images/s with all pauses for samples%n"
                        + "mean after the warm-up, and growth for 100,000 images with its standard error%n%n",
                IMAGES,
                SWAPS,
                OUTSTANDING,
                took.toSeconds(),
                IMAGES / Math.max(1, took.toSeconds())));
        slopes.forEach(slope -> text.append(slope).append(System.lineSeparator()));
        text.append(System.lineSeparator()).append(samples.csv());
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, text);
        System.out.println(text);
    }
}
