package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.QualityMatchesRecount.Given;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityIsExactTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void windowsMatchARecountWhateverTheOrderOfImagesAndLabels(long seed) {
        Random random = new Random(seed);
        List<Given> given = new ArrayList<>();
        try (TestStream stream = new TestStream(state)) {
            TestStream open = stream;
            for (int step = 0; step < 400; step++) {
                if (step == 200) {
                    open = open.restarted();
                }
                if (random.nextInt(3) == 0) {
                    batch(open, random, step);
                } else {
                    String label = random.nextInt(6) == 0 ? null : CLASSES.get(random.nextInt(3));
                    Given each = new Given("i" + random.nextInt(800), label);
                    given.add(each);
                    open.label(each.imageId(), each.label());
                }
                if (random.nextInt(20) == 0) {
                    open.pass(Duration.ofMillis(500));
                }
            }
            Map<String, QualityWindow> windows = open.quality();
            QualityMatchesRecount recount = new QualityMatchesRecount(open.predictions(), given);
            assertThat(windows).hasSizeGreaterThan(4);
            windows.forEach((name, window) -> recount.holdsFor(window, prediction -> {
                boolean slice =
                        window.getSlice().equals("all") || window.getSlice().equals("source=" + prediction.getSource());
                Instant start = window.getWindowStart();
                Instant time = prediction.getImageTimestamp();
                return slice && (start == null || !time.isBefore(start) && time.isBefore(window.getWindowEnd()));
            }));
            open.close();
        }
    }

    private static void batch(TestStream stream, Random random, int step) {
        List<EmbeddedImage> images = new ArrayList<>();
        int size = 1 + random.nextInt(5);
        float[] values = new float[size * 3];
        for (int i = 0; i < size; i++) {
            String source = random.nextBoolean() ? "left" : null;
            images.add(stream.image(
                    "i" + (step * 2 + i * 400) % 800 + (i > 0 ? "x" + step + i : ""),
                    source,
                    BEGIN.plusSeconds(step),
                    null));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * 2;
        }
        stream.embed(images, Map.of(ENCODER, new FloatMatrix(size, 3, values)));
    }
}
