package dev.pentimento.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

    private static List<Object> row(Object... cells) {
        return Collections.unmodifiableList(Arrays.asList(cells)); // a cell may be empty: null
    }
}
