package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;

import dev.pentimento.events.EmbeddedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A run in two parts, for a restart on the state of another release. The first part ends with two versions in the state, a
 * standing drift alarm, windows that wait for labels, labels without image and counts that are not handed over. The second
 * part brings the missing images and labels, and the end of the drift.
 *
 * <p>{@code golden/restart.former.txt} is the first part as commit afef23e left it, see {@link FormerRunWriter}.
 */
final class FormerRun {
    static final Map<String, String> SETTINGS = Map.of(
            "evaluation.slices", "2",
            "evaluation.run.length", "5000",
            "evaluation.retention", "PT3M",
            "evaluation.capture.behind", "PT4M",
            "evaluation.label.horizon", "PT2M");

    private static final int BATCH = 12;
    private static final int SECONDS_BETWEEN_BATCHES = 20;
    private static final double DRIFT = 3;

    private final TestStream stream;
    private final Consumer<String> serve;
    private int batch;

    /** @param serve makes a version the champion, with a candidate */
    FormerRun(TestStream stream, Consumer<String> serve) {
        this.stream = stream;
        this.serve = serve;
    }

    /** Until then the steps that merge have read their topics when the first part ends. */
    void firstPart() {
        serve.accept("v1");
        batches(60, 0);
        serve.accept("v2");
        batches(12, DRIFT);
        stream.pass(Duration.ofSeconds(1));
    }

    /** The end of the first part, which the steps that merge have not read. */
    void endOfFirstPart() {
        batches(3, DRIFT);
        stream.label("early", "cat", time());
        stream.pass(Duration.ofSeconds(1));
        stream.label("i" + (batch - 2) * BATCH, "owl", time());
        stream.label("i" + ((batch - 2) * BATCH + 1), null, time());
        batches(1, DRIFT);
    }

    void skipFirstPart() {
        serve.accept("v2");
        batch = 60 + 12 + 3 + 1;
    }

    void secondPart() {
        batches(4, DRIFT);
        stream.embed(List.of(image("early", BATCH)), Map.of(ENCODER, TestReference.embeddings(new Random(9), 1, 0)));
        stream.label("i" + ((batch - 5) * BATCH + 2), "dog", time());
        batches(80, 0);
        stream.pass(Duration.ofSeconds(1));
        stream.pass(Duration.ofSeconds(1));
    }

    private Instant time() {
        return BEGIN.plusSeconds((long) batch * SECONDS_BETWEEN_BATCHES);
    }

    private EmbeddedImage image(String id, int row) {
        String source = row % 12 < 6 ? "a" : row % 12 < 10 ? "b" : "c";
        return new EmbeddedImage(id, (long) batch * (BATCH + 1) + row, time(), null, source);
    }

    /** Every image but the sixth of a batch gets a label; some another one, some lose it. */
    private void batches(int count, double shift) {
        for (int end = batch + count; batch < end; batch++) {
            List<EmbeddedImage> images = new ArrayList<>();
            for (int row = 0; row < BATCH; row++) {
                images.add(image("i" + (batch * BATCH + row), row));
            }
            stream.embed(images, Map.of(ENCODER, TestReference.embeddings(new Random(batch), BATCH, shift)));
            for (int row = 0; row < BATCH; row++) {
                int number = batch * BATCH + row;
                if (row != 5) {
                    stream.label("i" + number, CLASSES.get(number * 7 % 3), time());
                }
                if (number % 11 == 0) {
                    stream.label("i" + number, CLASSES.get(number % 3), time());
                }
                if (number % 17 == 0) {
                    stream.label("i" + number, null, time());
                }
            }
            if (batch % 4 == 0) {
                stream.pass(Duration.ofSeconds(1));
            }
        }
    }
}
