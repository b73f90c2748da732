package dev.pentimento.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.Samples;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void whatIsMissingIsADash() {
        assertThat(Figures.time(null)).isEqualTo("-");
        assertThat(Figures.text(null)).isEqualTo("-");
        assertThat(Figures.text("")).isEqualTo("-");
        assertThat(Figures.share(null)).isEqualTo("-");
    }

    @Test
    void timesAreUtcToTheSecond() {
        assertThat(Figures.time(Samples.NOON)).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void sharesAreShownToATenthOfAPercent() {
        assertThat(Figures.share(0.12345)).isEqualTo("12.3 %");
        assertThat(Figures.share(1.0)).isEqualTo("100.0 %");
    }

    @Test
    void hugeEvidenceIsShort() {
        assertThat(Figures.whole(12_000)).isEqualTo("12000");
        assertThat(Figures.whole(2.9e113)).isEqualTo("2.9e+113");
    }

    @Test
    void anOpinionIsItsClassAndItsProbability() {
        assertThat(Figures.opinion(Samples.opinion("Sneaker", 0.93f))).isEqualTo("Sneaker 0.93");
    }

    @Test
    void aCellHasNeitherLineEndsNorControlCharacters() {
        assertThat(Cells.singleLine("a\r\nb\u001B[31mc\u2028d")).isEqualTo("a b [31mc d");
    }

    @Test
    void cutAndPaddedTextCountsCharactersNotSurrogates() {
        assertThat(Cells.cut("abcdef", 4)).isEqualTo("abc…");
        assertThat(Cells.cut("ab", 4)).isEqualTo("ab");
        assertThat(Cells.cut("abc", 0)).isEmpty();
        assertThat(Cells.cut("😀😀😀", 2)).isEqualTo("😀…");
        assertThat(Cells.pad("😀", 3)).isEqualTo("😀  ");
        assertThat(Cells.pad("abc", 2)).isEqualTo("abc");
    }

    @Test
    void aColumnIsAtLeastAsWideAsItsTitle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Column<String>("STAGE", 4, text -> text))
                .withMessage("the title STAGE is longer than its column: 4");
    }
}
