package dev.pentimento.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassSizeTest {
    private final FakeEncoder encoder = new FakeEncoder();
    private final List<ImageEmbedder> one = List.of(new ImageEmbedder("e1", encoder));
    private final List<ImageEmbedder> two = List.of(one.get(0), new ImageEmbedder("e2", encoder));
    private final PassSize size = new PassSize(512L * encoder.input().size() * Float.BYTES);

    @Test
    void encodersThatNothingIsKnownOfGetAFew() {
        assertThat(size.images(one)).isEqualTo(16);
        size.took(one, 16, Duration.ofMillis(2));
        assertThat(size.images(two)).isEqualTo(16);
    }

    @Test
    void aPassTakesWhatIsEmbeddedInASecond() {
        size.took(one, 16, Duration.ofMillis(1_600));
        assertThat(size.images(one)).isEqualTo(10);
    }

    @Test
    void aPassWithoutAUsableImageSaysNothing() {
        size.took(one, 16, Duration.ofMillis(1_600));
        size.took(one, 0, Duration.ZERO);
        assertThat(size.images(one)).isEqualTo(10);
    }

    @Test
    void fastEncodersTakeWhatFitsIntoMemory() {
        size.took(one, 16, Duration.ofMillis(2));
        assertThat(size.images(one)).isEqualTo(512);
    }

    @Test
    void aPassThatWasSlowByChanceDoesNotMakeTheNextOneTiny() {
        size.took(one, 1, Duration.ofSeconds(3));
        assertThat(size.images(one)).isEqualTo(4);
    }

    @Test
    void anImageThatIsTooLargeIsEmbeddedAlone() {
        assertThat(new PassSize(1).images(one)).isEqualTo(1);
    }
}
