package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "SKIPPED: only Linux on x86-64 rewrites files")
class FasterEncoderTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 12, 12);

    @Test
    void aRewrittenEncoderEmbedsAsTheOriginal() {
        NetworkFile file = rewritten("encoder");

        assertThat(file).isNotEqualTo(ScriptFiles.file("encoder"));
        try (Encoder before = Networks.loadEncoder(ScriptFiles.file("encoder"), INPUT, ComputeDevice.CPU);
                Encoder after = Networks.loadEncoder(file, INPUT, ComputeDevice.CPU)) {
            var images = InferenceTest.random(300, INPUT.size(), 1);
            float[] expected = before.embed(images).values();
            float[] actual = after.embed(images).values();
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void severalThreadsGetTheirOwnAnswers() {
        try (Encoder encoder = Networks.loadEncoder(rewritten("encoder"), INPUT, ComputeDevice.CPU)) {
            List<FloatMatrix> batches = IntStream.range(0, 200)
                    .mapToObj(i -> InferenceTest.random(1 + i % 7, INPUT.size(), i))
                    .toList();
            List<float[]> expected =
                    batches.stream().map(batch -> encoder.embed(batch).values()).toList();
            List<float[]> actual = batches.parallelStream()
                    .map(batch -> encoder.embed(batch).values())
                    .toList();
            for (int i = 0; i < batches.size(); i++) {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void theSameFileGivesTheSameBytes() {
        assertThat(rewritten("encoder")).isEqualTo(rewritten("encoder"));
    }

    @Test
    void anEncoderThatTheLibraryCannotRewriteStaysAsItIs() {
        FasterEncoder result = FasterEncoder.of(ScriptFiles.file("double"), INPUT);

        assertThat(result)
                .isInstanceOfSatisfying(
                        FasterEncoder.Unchanged.class,
                        unchanged -> assertThat(unchanged.reason()).isNotBlank().doesNotContain("\n"));
    }

    private static NetworkFile rewritten(String name) {
        FasterEncoder result = FasterEncoder.of(ScriptFiles.file(name), INPUT);
        assertThat(result).isInstanceOf(FasterEncoder.Rewritten.class);
        return ((FasterEncoder.Rewritten) result).file();
    }
}
