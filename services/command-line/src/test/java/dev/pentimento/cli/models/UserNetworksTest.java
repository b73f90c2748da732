package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNetworksTest {
    @TempDir
    private Path folder;

    private Path encoder;
    private Path classes;

    @BeforeEach
    void writeFiles() throws IOException {
        encoder = Path.of("..", "learning", "src", "test", "resources", "torchscript", "encoder.pt");
        classes = folder.resolve("classes.txt");
    }

    @Test
    void theClassesAreTheLinesThatAreNotEmpty() throws IOException {
        Files.writeString(classes, " cat \n\ndog\n");

        assertThat(read(encoder, encoder, classes).classes()).containsExactly("cat", "dog");
    }

    @Test
    void withoutAClassifierThereAreNoClasses() {
        UserNetworks networks = read(encoder, null, null);

        assertThat(networks.classes()).isEmpty();
        assertThat(networks.classifier()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cat\n", "cat\ncat\n"})
    void twoDifferentClassesAreTheLeast(String names) throws IOException {
        Files.writeString(classes, names);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(encoder, encoder, classes))
                .withMessageContaining("must contain at least two different classes, one per line")
                .withMessageContaining(classes.toString());
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Files.write(classes, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(encoder, encoder, classes))
                .withMessage(classes + " must contain the names of the classes, one per line, in UTF-8");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing.pt");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(missing, null, null))
                .withMessage(missing + " does not exist");
    }

    private static UserNetworks read(Path encoder, @Nullable Path classifier, @Nullable Path classes) {
        return UserNetworks.read(
                encoder,
                classifier,
                classes == null ? List.of() : ClassNames.read(classes),
                new UserNetworks.Outputs(null, null, false),
                note -> {});
    }
}
