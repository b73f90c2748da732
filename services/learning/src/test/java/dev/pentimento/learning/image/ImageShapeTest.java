package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageShapeTest {
    @Test
    void shapesAreComparedByValueAndCannotBeChanged() {
        float[] mean = {0.5f};
        ImageShape shape = new ImageShape(1, 2, 3, mean, new float[] {2});
        mean[0] = 9;
        shape.mean()[0] = 9;

        assertThat(shape).isEqualTo(new ImageShape(1, 2, 3, new float[] {0.5f}, new float[] {2}));
        assertThat(shape).hasSameHashCodeAs(new ImageShape(1, 2, 3, new float[] {0.5f}, new float[] {2}));
        assertThat(shape).isNotEqualTo(ImageShape.plain(1, 2, 3));
        assertThat(shape.size()).isEqualTo(6);
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> ImageShape.plain(2, 4, 4))
                .hasMessage("channels must be 1 (grey) or 3 (red, green, blue): 2");
        assertThatThrownBy(() -> ImageShape.plain(1, 0, 4)).hasMessage("height must be 1..4096 pixels: 0");
        assertThatThrownBy(() -> ImageShape.plain(1, 4, 5000)).hasMessage("width must be 1..4096 pixels: 5000");
        assertThatThrownBy(() -> new ImageShape(3, 4, 4, new float[1], new float[] {1, 1, 1}))
                .hasMessageContaining("mean must have one value for each of 3 channels");
        assertThatThrownBy(() -> new ImageShape(1, 4, 4, new float[1], new float[1]))
                .hasMessage("standard deviation must be positive: 0.0");
        assertThatThrownBy(() -> new ImageShape(1, 4, 4, new float[] {Float.NaN}, new float[] {1}))
                .hasMessageContaining("mean must be finite");
    }
}
