package dev.pentimento.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
    private final StringWriter out = new StringWriter();

    @Test
    void aFileGetsWholeCellsAndNoColours() {
        TerminalTable<String> table = table(false);

        table.print("short");
        table.print("rather longer");

        assertThat(out.toString().lines()).containsExactly("WORD    LENGTH", "short   5", "rather longer  13");
    }

    @Test
    void aTerminalGetsColoursAndCutCells() {
        TerminalTable<String> table = table(true);

        table.print("short");
        table.print("rather longer");

        assertThat(out.toString().lines())
                .containsExactly("WORD    LENGTH", "\u001B[32mshort   5\u001B[0m", "rathe…  13");
    }

    @Test
    void aRowStaysOnItsLine() {
        table(false).print("a\nb");

        assertThat(out.toString().lines()).containsExactly("WORD    LENGTH", "a b     3");
    }

    @Test
    void aTitleFitsItsColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Column<String>("LENGTH", 4, String::toString))
                .withMessageContaining("LENGTH");
    }

    private TerminalTable<String> table(boolean terminal) {
        PrintWriter writer = new PrintWriter(out, true);
        return new TerminalTable<>(
                List.of(
                        new Column<>("WORD", 6, word -> word),
                        new Column<>("LENGTH", 6, word -> Integer.toString(word.length()))),
                word -> word.equals("short") ? Tone.GOOD : Tone.PLAIN,
                new Terminal(writer, writer, terminal, terminal, TerminalCapabilities.ALL));
    }
}
