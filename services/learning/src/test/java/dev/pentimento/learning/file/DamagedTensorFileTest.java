package dev.pentimento.learning.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.fuzzing.Damage;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A damaged file of tensors is read, or refused with a sentence. */
class DamagedTensorFileTest {
    private static final int CASES = 20_000;

    /** For coverage-guided fuzzing, too: docs/how-to/run-the-long-tests.md says how. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            TensorFile.fromBytes(bytes);
        } catch (UnusableFileException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        try (InputStream input =
                Objects.requireNonNull(getClass().getResourceAsStream("/golden/correction.safetensors"))) {
            byte[] file = input.readAllBytes();
            for (int seed = 0; seed < CASES; seed++) {
                fuzzerTestOneInput(Damage.of(file, seed));
            }
        }
    }
}
