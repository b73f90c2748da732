package dev.pentimento.cli.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ProduceRunTest {
    private static final int LARGEST_IMAGE = 2 * 1024 * 1024;

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Recorder sink = new Recorder();
    private Instant now = START;
    private Instant stopAt = Instant.MAX;

    @Test
    void imagesComeAtTheirRateAndLabelsLater() throws Exception {
        run(new ProducePlan(examples(4), 2, Optional.of(Duration.ofMillis(700)), Optional.empty()));

        assertThat(sink.sent)
                .containsExactly(
                        "0 image 0",
                        "500 image 1",
                        "700 label 0",
                        "1000 image 2",
                        "1200 label 1",
                        "1500 image 3",
                        "1700 label 2",
                        "2200 label 3");
    }

    @Test
    void withoutARateEverythingGoesAtOnce() throws Exception {
        run(new ProducePlan(examples(2), 0, Optional.of(Duration.ZERO), Optional.empty()));

        assertThat(sink.sent).containsExactly("0 image 0", "0 label 0", "0 image 1", "0 label 1");
    }

    @Test
    void labelsAreSentOnlyWhereWantedAndKnown() throws Exception {
        run(new ProducePlan(examples(1), 0, Optional.empty(), Optional.empty()));
        run(new ProducePlan(
                List.of(new Example("x", () -> new byte[1], null, null)),
                0,
                Optional.of(Duration.ZERO),
                Optional.empty()));

        assertThat(sink.sent).containsExactly("0 image 0", "0 image x");
    }

    @Test
    void itEndsWhenItIsStopped() throws Exception {
        stopAt = START.plusMillis(600);

        ProduceRun production =
                run(new ProducePlan(examples(4), 2, Optional.of(Duration.ofSeconds(9)), Optional.empty()));

        assertThat(sink.sent).containsExactly("0 image 0", "500 image 1");
        assertThat(production.stopped()).isTrue();
    }

    @Test
    void aTooLargeImageIsRefusedAndTheOthersGoOn() throws Exception {
        Example large = new Example("large", () -> new byte[LARGEST_IMAGE + 1], "cat", null);

        run(new ProducePlan(List.of(large, examples(1).get(0)), 0, Optional.of(Duration.ZERO), Optional.empty()));

        assertThat(sink.refused)
                .containsExactly(
                        "large has 2.0 MB, but the images topic accepts at most 2 MB (topic.max.message.bytes): make it smaller,"
                                + " or send its URI");
        assertThat(sink.sent).containsExactly("0 image 0", "0 label 0");
    }

    @Test
    void anImageKnowsItsTypeAndSource() throws Exception {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0, 0, 0, 0, 0};
        Example example = new Example("a", () -> png, "cat", "ward 7");

        run(new ProducePlan(List.of(example), 0, Optional.empty(), Optional.empty()));
        run(new ProducePlan(List.of(example), 0, Optional.empty(), Optional.of("ward 8")));

        assertThat(sink.images).extracting(Image::getContentType).containsOnly("image/png");
        assertThat(sink.images).extracting(Image::getSource).containsExactly("ward 7", "ward 8");
    }

    private ProduceRun run(ProducePlan plan) throws InterruptedException {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Progress progress = new Progress(
                new Terminal(nowhere, nowhere, false, false, TerminalCapabilities.ALL), "images", () -> now);
        ProduceRun production = new ProduceRun(sink, progress, () -> now, this::pass, LARGEST_IMAGE);
        production.run(plan);
        return production;
    }

    private boolean pass(Duration time) {
        now = now.plus(time);
        return !now.isBefore(stopAt);
    }

    private static List<Example> examples(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Example(Integer.toString(i), () -> new byte[1], "cat", null))
                .toList();
    }

    private final class Recorder implements EventSink {
        private final List<String> sent = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();

        @Override
        public void send(Topic topic, String key, SpecificRecord event) {
            long millis = Duration.between(START, now).toMillis();
            sent.add(millis + (topic == Topic.IMAGES ? " image " : " label ") + key);
            if (event instanceof Image image) {
                images.add(image);
            } else {
                assertThat(((Label) event).getLabel()).isEqualTo("cat");
            }
        }

        @Override
        public void refuse(String reason) {
            refused.add(reason);
        }
    }
}
