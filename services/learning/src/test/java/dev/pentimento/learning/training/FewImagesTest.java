package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FewImagesTest {
    @Test
    void fewImagesAreSeenMoreOftenAndManyAsOftenAsBefore() {
        EncoderSettings encoder = EncoderSettings.defaults();
        EncoderSettings few = encoder.forImages(1_035);

        assertThat(few.epochs() * 17).isBetween(1_500, 1_516);
        assertThat(few.patience()).isGreaterThan(50);
        assertThat(few.shift()).isPositive();
        assertThat(encoder.forImages(20_000)).isEqualTo(encoder);
        assertThat(ClassifierSettings.defaults().forImages(1_035).epochs() * 9).isBetween(600, 608);
        assertThat(ClassifierSettings.defaults().forImages(20_000)).isEqualTo(ClassifierSettings.defaults());
    }

    @Test
    void aShiftMovesTheChannelsOfAnImageTogetherAndRepeatsItsEdges() {
        ImageShape shape = ImageShape.plain(3, 4, 5);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        RandomShift shift = RandomShift.of(shape, 0.25);
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> moves = new HashSet<>();

        for (int draw = 0; draw < 200; draw++) {
            float[] moved = shift.moved(new FloatMatrix(1, values.length, values), random)
                    .values();
            int centre = (int) moved[2 * 5 + 2];
            int down = 2 - centre / 5;
            int right = 2 - centre % 5;
            moves.add(10 * down + right);
            for (int i = 0; i < moved.length; i++) {
                int row = Math.max(0, Math.min(3, i / 5 % 4 - down));
                int column = Math.max(0, Math.min(4, i % 5 - right));
                assertThat(moved[i]).isEqualTo(i / 20 * 20 + row * 5 + column);
            }
        }
        assertThat(moves).hasSize(9);
    }

    @Test
    void withoutAShiftImagesStayWhereTheyAre() {
        FloatMatrix images = new FloatMatrix(1, 4, new float[] {1, 2, 3, 4});

        assertThat(RandomShift.of(ImageShape.plain(1, 2, 2), 0).moved(images, new SplittableRandom(1)))
                .isSameAs(images);
    }
}
