package dev.pentimento.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.live.LiveTable.Heading;
import dev.pentimento.cli.live.LiveTable.Row;
import dev.pentimento.cli.output.Cells;
import dev.pentimento.cli.output.Tone;
import dev.pentimento.cli.process.WindowSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTableTest {
    private static final LiveTable TABLE = new LiveTable(
            List.of(new Heading("ARM", 1, 10), new Heading("VERSION", 3, 12), new Heading("BALANCED", 2, 8)),
            "HISTORY",
            List.of(
                    row("original", "0123456789abcdef", "52.5 %", 0.9, 0.9, 0.5, 0.5),
                    row("corrected", "-", "77.6 %", 0.9, 0.9, 0.7, 0.8)));

    @Test
    void aWideWindowShowsEverything() {
        assertThat(TABLE.lines(new WindowSize(80, 24), false))
                .containsExactly(
                        "ARM        VERSION       BALANCED  HISTORY",
                        "original   0123456789a…  52.5 %    ██▅▅",
                        "corrected  -             77.6 %    ██▆▇");
    }

    @Test
    void aNarrowWindowLeavesOutWhatIsLeastImportant() {
        assertThat(TABLE.lines(new WindowSize(34, 24), false))
                .containsExactly(
                        "ARM        BALANCED  HISTORY", "original   52.5 %    ██▅▅", "corrected  77.6 %    ██▆▇");
    }

    @Test
    void aLowWindowSaysWhatIsMissing() {
        assertThat(TABLE.lines(new WindowSize(34, 2), false))
                .containsExactly("ARM        BALANCED  HISTORY", "… and 2 more");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 12, 19, 30, 45, 80, 300})
    void noLineIsWiderThanTheWindow(int columns) {
        for (int rows = 1; rows < 5; rows++) {
            assertThat(TABLE.lines(new WindowSize(columns, rows), false))
                    .as("%d rows", rows)
                    .hasSizeLessThanOrEqualTo(Math.max(2, rows))
                    .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void coloursAreForThoseWhoWantThem() {
        WindowSize window = new WindowSize(80, 24);

        assertThat(TABLE.lines(window, true).get(1))
                .startsWith("\u001b[32moriginal")
                .endsWith("\u001b[0m");
        assertThat(String.join("", TABLE.lines(window, false))).doesNotContain("\u001b");
    }

    @Test
    void whatSomebodyWroteCommandsNoTerminal() {
        LiveTable table =
                new LiveTable(List.of(new Heading("SOURCE", 1, 20)), "", List.of(row("\u001b[2Jscan\nner\u009b1m")));

        assertThat(table.lines(new WindowSize(80, 24), false)).containsExactly("SOURCE", " [2Jscan ner 1m");
    }

    @Test
    void aRowHasACellForEachHeading() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiveTable(List.of(), "", List.of(row("a"))))
                .withMessageContaining("1 cells under 0 headings");
    }

    private static Row row(String cell) {
        return new Row(List.of(cell), Sparkline.none(), Tone.PLAIN);
    }

    private static Row row(String arm, String version, String balanced, Double... history) {
        return new Row(List.of(arm, version, balanced), new Sparkline(List.of(history), 0, 0.9), Tone.GOOD);
    }
}
