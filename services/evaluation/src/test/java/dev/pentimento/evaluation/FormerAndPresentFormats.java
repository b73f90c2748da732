package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.evaluation.state.UnreadableStateException;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every format that was also stored without a format byte. A subclass has a static method {@code stored()},
 * which gives its formats.
 */
public abstract class FormerAndPresentFormats {
    /**
     * @param name of the golden file; the layout without a format byte is in the file with the suffix {@code .former}, that of
     *     a former format in the file with its number as suffix
     * @param former formats before the present one
     */
    public record Stored<T>(String name, VersionedFormat<T> format, int... former) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("stored")
    <T> void allFormatsAreReadAndThePresentOneIsWritten(Stored<T> stored) {
        byte[] present = Golden.bytes(stored.name());
        List<String> written = new ArrayList<>(List.of(stored.name(), stored.name() + ".former"));
        IntStream.of(stored.former()).forEach(format -> written.add(stored.name() + "." + format));

        assertThat(written)
                .allSatisfy(name -> assertThat(
                                stored.format().toBytes(stored.format().fromBytes(Golden.bytes(name))))
                        .isEqualTo(present));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void noValueWithoutFormatBeginsLikeAFormat(Stored<?> stored) {
        byte first = Golden.bytes(stored.name() + ".former")[0];

        assertThat(first < VersionedFormat.FIRST || first % 2 == 0).isTrue();
        assertThat((int) Golden.bytes(stored.name())[0]).isEqualTo(VersionedFormat.FIRST + 2 * stored.former().length);
    }

    @ParameterizedTest
    @MethodSource("stored")
    void laterFormatsAreRefused(Stored<?> stored) {
        byte[] later = Golden.bytes(stored.name());
        later[0] = 0x7F;

        assertThatThrownBy(() -> stored.format().fromBytes(later)).isInstanceOf(UnreadableStateException.class);
    }
}
