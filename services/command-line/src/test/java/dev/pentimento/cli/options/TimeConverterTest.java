package dev.pentimento.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {
    private final TimeConverter converter = new TimeConverter();

    @ParameterizedTest
    @CsvSource({
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T08:00, 2026-03-01T08:00:00Z",
        "2026-03-01T08:00:01, 2026-03-01T08:00:01Z",
        "2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z",
        "2026-03-01T08:00+01:00, 2026-03-01T07:00:00Z"
    })
    void datesAndTimesAreOfUtcUnlessTheySayOtherwise(String text, Instant expected) {
        assertThat(converter.convert(text)).isEqualTo(expected);
    }

    @Test
    void aDurationWithAMinusIsSoLongAgo() {
        assertThat(converter.convert("-2h"))
                .isCloseTo(Instant.now().minus(2, ChronoUnit.HOURS), within(1, ChronoUnit.MINUTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2h", "2026-02-30", "", "-"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'");
    }
}
