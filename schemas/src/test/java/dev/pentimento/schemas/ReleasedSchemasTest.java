package dev.pentimento.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No release stops understanding another: FULL_TRANSITIVE over the schemas in {@code released/}, a folder for each. */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("released");
    private static final Path PRESENT = Path.of("src", "main", "avro");
    /** Before those that name them. */
    private static final List<String> PARTS = List.of(
            "Opinion.avsc",
            "RecordPosition.avsc",
            "Drawing.avsc",
            "EmbeddingPosition.avsc",
            "CandidateOpinion.avsc",
            "ModelVersion.avsc",
            "ModelCommand.avsc",
            "AlarmDecision.avsc");

    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASED)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Test
    void thereIsARelease() throws IOException {
        assertThat(releases()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void thePresentSchemasAndThoseOfTheReleaseReadEachOther(Path release) {
        Map<String, Schema> released = schemas(release);
        Map<String, Schema> present = schemas(PRESENT);
        assertThat(present.keySet()).as("no contract is given up").containsAll(released.keySet());
        released.forEach((name, schema) -> assertThat(Evolution.obstacles(schema, present.get(name)))
                .as(name)
                .isEmpty());
    }

    @Test
    void aFieldWithoutADefaultIsFoundInBothDirections() {
        Schema before = record("{\"name\": \"a\", \"type\": \"string\"}");
        Schema more = record("{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": \"string\"}");

        assertThat(Evolution.obstacles(before, more))
                .singleElement()
                .asString()
                .contains("new readers cannot read old records", "READER_FIELD_MISSING_DEFAULT_VALUE", "b");
        assertThat(Evolution.obstacles(more, before))
                .singleElement()
                .asString()
                .contains("old readers cannot read new records", "b");
    }

    @Test
    void aFieldWithADefaultIsNoObstacle() {
        Schema before = record("{\"name\": \"a\", \"type\": \"string\"}");
        Schema more = record("{\"name\": \"a\", \"type\": \"string\"},"
                + "{\"name\": \"b\", \"type\": [\"null\", \"string\"], \"default\": null}");

        assertThat(Evolution.obstacles(before, more)).isEmpty();
    }

    @Test
    void aNewSymbolNeedsAnEnumWithADefault() {
        assertThat(Evolution.obstacles(letters("\"A\"", ""), letters("\"A\", \"B\"", "")))
                .isNotEmpty();
        assertThat(Evolution.obstacles(
                        letters("\"A\"", ", \"default\": \"A\""), letters("\"A\", \"B\"", ", \"default\": \"A\"")))
                .isEmpty();
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
    }

    private static Schema letters(String symbols, String rest) {
        return new Schema.Parser()
                .parse("{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [" + symbols + "]" + rest + "}");
    }

    private static Map<String, Schema> schemas(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted((a, b) -> Integer.compare(place(a), place(b)))
                    .toList();
            Schema.Parser parser = new Schema.Parser();
            Map<String, Schema> schemas = new TreeMap<>();
            for (Path file : all) {
                Schema schema = parser.parse(file.toFile());
                schemas.put(schema.getFullName(), schema);
            }
            return schemas;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int place(Path file) {
        int place = PARTS.indexOf(file.getFileName().toString());
        return place < 0 ? PARTS.size() : place;
    }
}
