package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.trainer.TrainedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vector for which PyTorch reads beyond its memory, so that the system ends the evaluation: its image is set aside. {@code
 * src/test/python/crashing_head.py} wrote the network. {@code CrashingBatchTest} holds the rules within one process.
 */
@Tag("long") // five starts of a process
class CrashingVectorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int BATCHES = 6;
    private static final int IMAGES_OF_A_BATCH = 8;
    private static final int IMAGES = BATCHES * IMAGES_OF_A_BATCH;
    private static final int CRASHING = 21;
    /** Twice with its batch, twice alone. */
    private static final int ENDS = 4;

    @TempDir
    Path folder;

    @Test
    void itsImageAloneBecomesADeadLetterAndTheOthersAreAnsweredOnce(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            publish(backbone);
            send(backbone);
            Map<String, String> environment = environment(backbone);

            int ends = 0;
            while (true) {
                try (CommandProcess evaluation = CommandProcess.start(environment, "evaluation")) {
                    Awaitility.await("all images to be done, or the end of the process")
                            .atMost(PATIENCE)
                            .until(() -> !evaluation.process().isAlive() || done(backbone.log()));
                    if (evaluation.process().isAlive()) {
                        evaluation.process().destroy();
                        break;
                    }
                    assertThat(evaluation.result().out() + evaluation.result().err())
                            .contains("SIGSEGV", "libtorch");
                }
                assertThat(++ends).isLessThanOrEqualTo(ENDS);
            }

            reporter.publishEntry("ends of the process", "" + ends);
            assertThat(ends).isEqualTo(ENDS);
            assertThat(letters(backbone.log())).singleElement().satisfies(letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.CRASHES_SERVICE);
                assertThat(letter.getDetail()).contains("image " + id(CRASHING) + " at index 5", "ended 2 times");
            });
            assertThat(predicted(backbone.log()))
                    .hasSize(IMAGES - 1)
                    .doesNotHaveDuplicates()
                    .doesNotContain(id(CRASHING));
        }
    }

    private void publish(Backbone backbone) throws IOException {
        TrainedVersion trained = SmallVersion.trained();
        byte[] head;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/crashing_head.pt"))) {
            head = file.readAllBytes();
        }
        ModelVersion version = ModelVersion.newBuilder(trained.version())
                .setClassifierFile(Artifacts.describe(head, NetworkFile.TORCHSCRIPT))
                .setCorrectionFile(null)
                .setReferenceFile(null)
                .build();
        List<byte[]> files = new ArrayList<>(trained.files());
        files.add(head);
        new ModelPublisher(backbone.context(), "test").publish(version, files);
    }

    private static void send(Backbone backbone) {
        Random random = new Random(1);
        ModelVersion version = SmallVersion.trained().version();
        for (int batch = 0; batch < BATCHES; batch++) {
            FloatMatrix vectors = new FloatMatrix(
                    IMAGES_OF_A_BATCH, version.getDimensions(), new float[IMAGES_OF_A_BATCH * version.getDimensions()]);
            List<EmbeddedImage> images = new ArrayList<>();
            for (int row = 0; row < IMAGES_OF_A_BATCH; row++) {
                int image = batch * IMAGES_OF_A_BATCH + row;
                images.add(new EmbeddedImage(id(image), (long) image, Instant.now(), null, null));
                vectors.values()[row * version.getDimensions()] = image == CRASHING ? 2_000 : random.nextFloat();
            }
            EmbeddingSection section = new EmbeddingSection(
                    version.getEncoderFile().getSha256(), vectors.columns(), vectors.toLittleEndian());
            backbone.world()
                    .send(
                            Topic.EMBEDDINGS,
                            "one partition",
                            new EmbeddingBatch(0, images, List.of(section), Instant.now()));
        }
        backbone.world().flush();
    }

    private static String id(int image) {
        return "i" + image;
    }

    private Map<String, String> environment(Backbone backbone) {
        Map<String, String> environment = new HashMap<>();
        backbone.settings()
                .asMap()
                .forEach((name, value) -> environment.put(
                        "PENTIMENTO_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("PENTIMENTO_HTTP_PORT", "0");
        environment.put(
                "PENTIMENTO_EVALUATION_STATE_DIR", folder.resolve("state").toString());
        environment.put("PENTIMENTO_EVALUATION_INSTANCE_ID", "crashing"); // so that it takes its place again at once
        environment.put(
                "JAVA_TOOL_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-CreateCoredumpOnCrash -XX:ErrorFile="
                        + folder.resolve("crash.log"));
        return environment;
    }

    private static boolean done(CommittedLog log) {
        return predicted(log).size() + letters(log).size() >= IMAGES;
    }

    private static List<String> predicted(CommittedLog log) {
        return log.events(Topic.PREDICTIONS, Prediction.class).stream()
                .map(entry -> entry.event().getImageId())
                .toList();
    }

    private static List<DeadLetter> letters(CommittedLog log) {
        return log.events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .map(Entry::event)
                .toList();
    }
}
