package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.models.UserNetworks.Outputs;
import dev.pentimento.cli.models.folder.FolderInput;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.Framing;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.PixelReading;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelsInputTest {
    private static final ImageShape SHARES = ImageShape.plain(1, 12, 12);
    private static final ImageShape LEVELS =
            SHARES.withReading(PixelReading.STANDARD.with(Framing.STANDARD, false, 0, 255));

    private final UserNetworks whole = read("levels");
    private final UserNetworks floating = read("last");

    private static UserNetworks read(String name) {
        Path file = Path.of("..", "learning", "src", "test", "resources", "onnx", name + ".onnx");
        return UserNetworks.read(file, null, List.of(), new Outputs(null, null, false), note -> {});
    }

    @Test
    void aNetworkThatTakesUint8GetsLevelsByDefault() {
        FolderInput said = LevelsInput.of(FolderInput.NONE, whole);

        assertThat(said.file()).endsWith("levels.onnx");
        assertThat(said.range()).containsExactly(0, 255);
        assertThat(said.mean()).containsExactly(0);
        assertThat(LevelsInput.of(FolderInput.NONE, floating)).isSameAs(FolderInput.NONE);
    }

    @Test
    void anotherRangeIsRefused() {
        LevelsInput.require(LEVELS, whole);
        LevelsInput.require(SHARES, floating);

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> LevelsInput.require(SHARES, whole))
                .withMessageContaining("levels.onnx takes whole numbers, uint8: --range must be 0:255");
    }

    @Test
    void aFolderThatSaysUint8OfANetworkThatTakesNoneIsRefused() {
        FolderInput said = FolderInput.NONE.withLevels("MLmodel");

        assertThat(LevelsInput.of(said, whole)).isSameAs(said);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LevelsInput.of(said, floating))
                .withMessageContaining("MLmodel: signature: the input's dtype is uint8, but that of")
                .withMessageContaining("last.onnx is not");
    }
}
