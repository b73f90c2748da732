package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamMarksTest {
    private static final int BATCHES = 20_000;

    /** On a quiet stream a batch is one image, so a drift often begins thousands of batches before its alarm. */
    @ParameterizedTest
    @ValueSource(ints = {1, 32, 256})
    void aPositionIsFoundToWithinAnEighthOfItsAge(int imagesInABatch) {
        StreamMarks marks = new StreamMarks();
        for (long batch = 0; batch < BATCHES; batch++) {
            long images = batch * imagesInABatch;
            marks.add(new StreamMarks.Mark(images, 10 * images, List.of("image-" + images), new long[0]));
        }
        long end = (long) (BATCHES - 1) * imagesInABatch;

        for (long image = 0; image <= end; image += imagesInABatch) {
            StreamMarks.Mark found = marks.lastBefore(image);
            long age = end - found.images();
            assertThat(image - found.images())
                    .as("image %d of %d", image, end)
                    .isBetween(0L, Math.max(imagesInABatch, age / 8));
            assertThat(found.millis()).isEqualTo(10 * found.images());
        }
        assertThat(marks.all()).hasSizeLessThan(200);
        assertThat(marks.examplesFrom(end / 2)).hasSize(8);
    }
}
