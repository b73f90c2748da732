package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large file behind another one: a process with little more memory than the file reads it, and nothing else. */
class LargeFileIT {
    private static final int OTHERS = 40_000_000;
    private static final int LARGE = 128_000_000;
    /** The file, two fetches of 16 MB and the virtual machine's own; twice the file would not fit. */
    private static final String HEAP = "-Xmx224m";

    @Test
    void aFileIsReadWhereItIsAndIsInMemoryOnce(@TempDir Path folder) throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            publish(backbone, random(OTHERS));
            ModelVersion version = publish(backbone, random(LARGE));
            publish(backbone, random(1_000));
            Artifact file = backbone.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class).stream()
                    .filter(each -> each.getVersion().equals(version.getVersion()))
                    .findFirst()
                    .orElseThrow()
                    .getEncoderFile();
            assertThat(file.getOffsets()).hasSize(file.getParts());

            Process process = JavaCommand.of(
                            List.of(HEAP),
                            Reading.class.getName(),
                            List.of(
                                    backbone.context().clients().bootstrapServers(),
                                    backbone.settings().asMap().get("schema.registry.url"),
                                    file.getSha256(),
                                    "" + file.getBytes(),
                                    "" + file.getParts(),
                                    file.getOffsets().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(","))))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            String last = said.strip().lines().reduce((first, second) -> second).orElse("");
            assertThat(last).startsWith("read ").endsWith(" bytes");
            assertThat(Long.parseLong(last.split(" ")[1])).isBetween((long) LARGE, (long) (LARGE * 1.01));
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Nobody loads it here. */
    private static ModelVersion publish(Backbone backbone, byte[] encoder) {
        ModelVersion changed = ModelVersion.newBuilder(SmallVersion.trained().version())
                .setStage(Stage.CANDIDATE)
                .setEncoderFile(Artifacts.describe(encoder, "safetensors"))
                .build();
        ModelVersion version = ModelVersion.newBuilder(changed)
                .setVersion(VersionIds.of(changed))
                .build();
        new ModelPublisher(backbone.context(), "test").publish(version, List.of(encoder));
        return version;
    }

    /** Reads one file, and counts what comes from the broker. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws Exception {
            Settings settings = Settings.of(Map.of(
                    "kafka.bootstrap.servers", arguments[0],
                    "schema.registry.url", arguments[1],
                    "kafka.interceptor.classes", Counting.class.getName()));
            List<Long> offsets =
                    Arrays.stream(arguments[5].split(",")).map(Long::valueOf).toList();
            Artifact file = new Artifact(
                    arguments[2], Long.valueOf(arguments[3]), Integer.valueOf(arguments[4]), "safetensors", offsets);
            try (ServiceContext context =
                    ServiceContext.of(PlatformSettings.from(settings), new SimpleMeterRegistry(), new Health())) {
                new ArtifactReader(context, "test", java.time.Duration.ofSeconds(5)).fetch(List.of(file));
            }
            System.out.println("read " + Counting.BYTES.get() + " bytes");
        }
    }

    /** Counts the values of the records that a consumer hands over. */
    public static final class Counting implements ConsumerInterceptor<byte[], byte[]> {
        static final AtomicLong BYTES = new AtomicLong();

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            records.forEach(record -> BYTES.addAndGet(record.serializedValueSize()));
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // It commits nothing.
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // It needs no settings.
        }
    }
}
