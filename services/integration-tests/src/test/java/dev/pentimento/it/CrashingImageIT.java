package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.WorldOutside.Sent;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** An image that ends the embedding service each time, without any exception, is set aside. */
class CrashingImageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int IMAGES = 600;
    private static final int CRASHING = 350;
    private static final int MOST_ENDS = 4;

    @TempDir
    Path folder;

    @Test
    void thatImageAloneBecomesADeadLetterAndTheOthersAreEmbeddedOnce(TestReporter reporter) throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            Sent crashing = send(backbone);
            Map<String, String> environment = environment(backbone);

            int ends = 0;
            while (true) {
                try (CommandProcess embedding = CommandProcess.start(environment, "embedding")) {
                    Awaitility.await("all images to be done, or the end of the process")
                            .atMost(PATIENCE)
                            .until(() -> !embedding.process().isAlive() || done(backbone.log()));
                    if (embedding.process().isAlive()) {
                        embedding.process().destroy();
                        assertThat(embedding.result().exitCode()).isIn(0, 143);
                        break;
                    }
                }
                assertThat(++ends).isLessThanOrEqualTo(MOST_ENDS);
            }

            reporter.publishEntry("ends of the process", "" + ends);
            assertThat(ends).isPositive();
            setAside(backbone.log(), crashing);
            assertThat(metadata(backbone)).as("marks after a stop in order").containsOnly("");
        }
    }

    private static Sent send(Backbone backbone) {
        List<Example> examples = SmallVersion.unseen(0, IMAGES);
        Sent crashing = null;
        for (int i = 0; i < IMAGES; i++) {
            if (i == CRASHING) {
                crashing = backbone.world()
                        .send(image(HaltingDeserializer.ID, examples.get(i).content()));
            } else {
                backbone.world().send(image("i" + i, examples.get(i).content()));
            }
        }
        backbone.world().flush();
        return crashing;
    }

    private static Map<String, String> environment(Backbone backbone) {
        Map<String, String> environment = new HashMap<>();
        backbone.settings()
                .asMap()
                .forEach((name, value) -> environment.put(
                        "PENTIMENTO_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("PENTIMENTO_HTTP_PORT", "0");
        environment.put("PENTIMENTO_KAFKA_VALUE_DESERIALIZER", HaltingDeserializer.class.getName());
        // with the classic protocol a member that is known by name takes its place again at once
        environment.put("PENTIMENTO_EMBEDDING_INSTANCE_ID", "crashing");
        environment.put("PENTIMENTO_EMBEDDING_GROUP_PROTOCOL", "classic");
        environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return environment;
    }

    private static boolean done(CommittedLog log) {
        return embedded(log).size() + letters(log).size() >= IMAGES;
    }

    private static void setAside(CommittedLog log, Sent crashing) {
        assertThat(letters(log)).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.CRASHES_SERVICE);
            assertThat(letter.getPartition()).isEqualTo(crashing.place().partition());
            assertThat(letter.getOffset()).isEqualTo(crashing.place().offset());
            assertThat(letter.getDetail()).contains("ended 2 times");
        });
        assertThat(embedded(log)).hasSize(IMAGES - 1).doesNotHaveDuplicates().doesNotContain(HaltingDeserializer.ID);
    }

    private static List<DeadLetter> letters(CommittedLog log) {
        return log.events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .map(Entry::event)
                .toList();
    }

    private static List<String> embedded(CommittedLog log) {
        List<String> ids = new ArrayList<>();
        log.events(Topic.EMBEDDINGS, EmbeddingBatch.class)
                .forEach(entry -> entry.event().getImages().stream()
                        .map(EmbeddedImage::getId)
                        .forEach(ids::add));
        return ids;
    }

    private static List<String> metadata(Backbone backbone) throws Exception {
        String group = backbone.context().topics().prefixed("embedding");
        try (Admin admin = backbone.context().clients().admin("test")) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                    .map(OffsetAndMetadata::metadata)
                    .toList();
        }
    }
}
