package dev.pentimento.dashboard.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void cellsAreQuotedWhereTheyMustBe() {
        Table table = new Table(
                List.of("text", "number", "none"),
                List.of(row("a \"b\", c", -1.5, null), row("two\nlines", 3, "plain")));

        assertThat(table.csv()).isEqualTo("text,number,none\r\n\"a \"\"b\"\", c\",-1.5,\r\n\"two\nlines\",3,plain\r\n");
    }

    @Test
    void aTextIsNoFormula() {
        assertThat(new Table(List.of("source"), List.of(row("=HYPERLINK(1)"))).csv())
                .isEqualTo("source\r\n'=HYPERLINK(1)\r\n");
    }

    @Test
    void aColumnWithoutItsFieldIsAnError() {
        record Row(String name) {}
        Columns columns = Columns.named("name length=name.length");

        assertThatThrownBy(() -> columns.table(Stream.of(Rows.json(new Row("a")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no name.length for column length");
    }

    private static List<JsonNode> row(Object... cells) {
        return Rows.each(Rows.json(cells)).toList();
    }
}
