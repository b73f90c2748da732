package dev.pentimento.embedding.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.embedding.FakeEncoder;
import dev.pentimento.serving.encoders.LoadedEncoder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final FakeEncoder encoder = new FakeEncoder();
    private final List<LoadedEncoder> one = List.of(new LoadedEncoder("e1", encoder));
    private final List<LoadedEncoder> two = List.of(one.get(0), new LoadedEncoder("e2", encoder));
    private final BatchSize size = new BatchSize(512L * encoder.input().size() * Float.BYTES);

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
        assertThat(new BatchSize(1).images(one)).isEqualTo(1);
    }
}
