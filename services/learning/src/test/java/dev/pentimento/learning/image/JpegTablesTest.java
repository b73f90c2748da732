package dev.pentimento.learning.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.fuzzing.Damage;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an image is depends on its bytes, and never on the images that the same thread decoded before. */
class JpegTablesTest {
    private static final int QUANTIZATION = 0xdb;
    private static final ImageDecoder DECODER = new ImageDecoder(ImageShape.plain(1, 28, 28));

    /** For coverage-guided fuzzing: docs/how-to/run-the-long-tests.md says how. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        float[] first = decoded(bytes);
        assertThat(Arrays.equals(decoded(bytes), first)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey.jpg", "rgb444.jpg", "progressive.jpg", "cmyk.jpg"})
    void aFileWithoutTablesIsNotReadWithThoseOfTheImageBefore(String name) throws Exception {
        byte[] whole = resource(name);
        byte[] without = withoutSegments(whole, QUANTIZATION);
        DECODER.decode(whole);

        assertThatThrownBy(() -> DECODER.decode(without))
                .isInstanceOf(UndecodableImageException.class)
                .hasMessageContaining("Quantization table");
    }

    /** Each damaged file between two others: first whole ones of one kind, then of another. */
    @Test
    void damagedFilesGiveTheSameWhateverCameBefore() throws Exception {
        List<byte[]> files = List.of(
                resource("grey.jpg"), resource("rgb420.jpg"), resource("progressive.jpg"), resource("rgb8.png"));
        for (int seed = 0; seed < 1_000; seed++) {
            byte[] damaged = Damage.of(files.get(seed % files.size()), seed);
            DECODER.decode(files.get(0));
            float[] first = decoded(damaged);
            DECODER.decode(files.get(2));
            assertThat(Arrays.equals(decoded(damaged), first))
                    .as("whether file %d gives the same again", seed)
                    .isTrue();
        }
    }

    private static float @Nullable [] decoded(byte[] content) {
        try {
            return DECODER.decode(content);
        } catch (UndecodableImageException e) {
            return null;
        }
    }

    private static byte[] withoutSegments(byte[] jpeg, int marker) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(jpeg, 0, 2);
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xda) {
            int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
            if ((jpeg[at + 1] & 0xff) != marker) {
                rest.write(jpeg, at, length);
            }
            at += length;
        }
        rest.write(jpeg, at, jpeg.length - at);
        return rest.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream input = Objects.requireNonNull(JpegTablesTest.class.getResourceAsStream(name), name)) {
            return input.readAllBytes();
        }
    }
}
