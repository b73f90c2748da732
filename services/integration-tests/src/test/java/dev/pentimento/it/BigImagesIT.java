package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.it.hostile.PngFile;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of very large images, sent to an embedding service with little memory. */
class BigImagesIT {
    private static final int SMALL = 40;
    private static final int LARGE = 8;

    @TempDir
    Path folder;

    @Test
    void noImageEndsTheServiceAndTheOthersAreEmbedded() throws Exception {
        try (Backbone backbone = Backbone.at(folder)) {
            SmallVersion.publish(backbone.context());
            List<Example> small = SmallVersion.unseen(0, SMALL);
            send(backbone, small.subList(0, SMALL / 2));
            backbone.world().send(image("huge", PngFile.ofOneColour(8192, 8192, 16, 6, false)));
            backbone.world().send(image("interlaced", PngFile.ofOneColour(8192, 8192, 16, 6, true)));
            byte[] large = PngFile.ofOneColour(6200, 6200, 8, 2, false);
            for (int i = 0; i < LARGE; i++) {
                backbone.world().send(image("large-" + i, large));
            }
            send(backbone, small.subList(SMALL / 2, SMALL));
            backbone.world().flush();

            try (CommandProcess embedding = CommandProcess.start(environment(backbone), "embedding")) {
                Awaitility.await("every image")
                        .atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofMillis(500))
                        .failFast(
                                "the service has ended",
                                () -> !embedding.process().isAlive())
                        .until(
                                () -> embedded(backbone).size()
                                        + letters(backbone).size(),
                                sum -> sum == SMALL + LARGE + 2);
                assertThat(embedding.err()).doesNotContain("OutOfMemoryError");
            }

            assertThat(embedded(backbone))
                    .containsAll(IntStream.range(0, LARGE)
                            .mapToObj(i -> "large-" + i)
                            .toList())
                    .containsAll(small.stream().map(Example::id).toList())
                    .contains("huge");
            assertThat(letters(backbone)).singleElement().satisfies(letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.IMAGE_TOO_LARGE);
                assertThat(letter.getDetail())
                        .startsWith(
                                "a PNG image of 8192 x 8192 pixels (4 bands of 16 bits, interlaced) needs 512.9 MiB")
                        .containsPattern("more than 9\\d\\.\\d MiB \\(embedding\\.decoder\\.memory\\)$");
            });
        }
    }

    private static void send(Backbone backbone, List<Example> examples) {
        examples.forEach(example -> backbone.world().send(image(example.id(), example.content())));
    }

    private static List<String> embedded(Backbone backbone) {
        return backbone.log().events(Topic.EMBEDDINGS, EmbeddingBatch.class).stream()
                .flatMap(entry -> entry.event().getImages().stream())
                .map(EmbeddedImage::getId)
                .toList();
    }

    private static List<DeadLetter> letters(Backbone backbone) {
        return backbone.log().events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .map(CommittedLog.Entry::event)
                .toList();
    }

    private static Map<String, String> environment(Backbone backbone) {
        Map<String, String> environment = new HashMap<>();
        backbone.settings()
                .asMap()
                .forEach((name, value) -> environment.put(
                        "PENTIMENTO_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        environment.put("PENTIMENTO_HTTP_PORT", "0");
        environment.put("PENTIMENTO_EMBEDDING_DECODER_THREADS", "4");
        // It wins over what the command line says.
        environment.put("_JAVA_OPTIONS", "-Xmx384m -XX:+UseSerialGC");
        return environment;
    }
}
