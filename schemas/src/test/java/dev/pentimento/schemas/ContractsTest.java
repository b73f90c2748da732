package dev.pentimento.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.schemas.registry.JavaProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every contract in {@code src/main/avro} promises. */
class ContractsTest {
    private static final Path CONTRACTS = Path.of("src", "main", "avro");
    private static final String NAMESPACE = "dev.pentimento.events";

    static List<Path> contracts() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyContractParsesStrictlyAndEveryTypeItRefersToIsThere() throws IOException {
        SchemaParser parser = new SchemaParser();
        for (Path file : contracts()) {
            parser.parse(file);
        }

        assertThat(parser.getParsedNamedSchemas())
                .extracting(Schema::getFullName)
                .containsAll(names());
    }

    @Test
    void theGeneratedClassesAreOfTheseContracts() throws IOException {
        GeneratedClasses.trust();
        SchemaParser parser = new SchemaParser();
        for (Path file : contracts()) {
            parser.parse(file);
        }

        for (Schema contract : parser.getParsedNamedSchemas()) {
            Class<?> generated = SpecificData.get().getClass(contract);
            assertThat(generated).as(contract.getFullName()).isNotNull();
            Schema schema = SpecificData.get().getSchema(generated);
            assertThat(JavaProperties.removedFrom(schema)).isEqualTo(contract);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyTypeAndEveryFieldIsDocumentedAndInTheNamespace(Path file) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(file.toFile());

        assertThat(schema.path("namespace").asText()).isEqualTo(NAMESPACE);
        assertThat(schema.path("name").asText() + ".avsc")
                .isEqualTo(file.getFileName().toString());
        assertThat(undocumented(schema, "")).isEmpty();
    }

    private static List<String> names() throws IOException {
        return contracts().stream()
                .map(file -> NAMESPACE + "." + file.getFileName().toString().replace(".avsc", ""))
                .toList();
    }

    private static List<String> undocumented(JsonNode type, String path) {
        List<String> missing = new ArrayList<>();
        String here = type.has("name") ? path + "/" + type.path("name").asText() : path;
        if (type.has("name") && type.path("doc").asText().isBlank()) {
            missing.add(here);
        }
        // Objects and arrays alike: types and fields stand at any depth.
        type.forEach(child -> missing.addAll(undocumented(child, here)));
        return missing;
    }
}
