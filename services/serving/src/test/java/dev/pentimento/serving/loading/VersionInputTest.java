package dev.pentimento.serving.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.InputShape;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.Interpolation;
import dev.pentimento.learning.image.PixelReading;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionInputTest {
    @Test
    void aRecordSaysEverything() {
        Framing framing = new Framing(Resize.EXACT, 40, 41, Interpolation.BICUBIC, 114, true, true);
        PixelReading reading = new PixelReading(true, 1, 4_095, framing, true, -1, 255);
        ImageShape shape = new ImageShape(3, 32, 33, new float[] {1, 2, 3}, new float[] {4, 5, 6}, reading);

        assertThat(VersionInput.of(VersionInput.of(shape))).isEqualTo(shape);
    }

    @Test
    void aRecordOfAFormerReleaseMeansWhatItMeant() {
        InputShape former = InputShape.newBuilder()
                .setChannels(1)
                .setHeight(28)
                .setWidth(28)
                .setMean(List.of(0f))
                .setStandardDeviation(List.of(1f))
                .build();

        assertThat(former.toString()).contains("\"resize\": \"EXACT\", \"resizedHeight\": 0");
        assertThat(VersionInput.of(former))
                .isEqualTo(ImageShape.plain(1, 28, 28).withReading(PixelReading.AS_STORED));
        assertThat(PixelReading.AS_STORED.framing()).isEqualTo(Framing.STANDARD);
    }

    @Test
    void whatALaterReleaseWroteIsNotTakenForSomethingElse() {
        InputShape later = InputShape.newBuilder(VersionInput.of(ImageShape.plain(1, 28, 28)))
                .setResize("SEAM_CARVING")
                .build();

        assertThatThrownBy(() -> VersionInput.of(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not know resize SEAM_CARVING");
    }
}
