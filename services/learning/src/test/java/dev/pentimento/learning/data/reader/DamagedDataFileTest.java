package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.fuzzing.Damage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file of images is read, or refused with a sentence that names it. */
class DamagedDataFileTest {
    private static final int CASES = 20_000;
    private static final int ARCHIVES = 500;
    private static final ArrayStore STORE = ArrayStore.inMemory();

    @TempDir
    Path folder;

    /** For coverage-guided fuzzing, too: docs/how-to/run-the-long-tests.md says how. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        refusedOrRead(() -> {
            IdxFile file = IdxFile.read("file", new ByteArrayInputStream(bytes), STORE);
            LabelledPixels.dataset("file", new LabelledPixels(file.images("file"), null), null);
        });
        refusedOrRead(() -> NpyArray.read("file", new ByteArrayInputStream(bytes), STORE));
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static void refusedOrRead(Reading reading) throws IOException {
        try {
            reading.run();
        } catch (DatasetException e) {
            assertThat(e.getMessage()).contains("file");
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank(); // damaged gzip; readers of files name the file
        }
    }

    @Test
    void damagedArraysAreReadOrRefused() throws IOException {
        byte[] idx = idx(3, 4, 4);
        byte[] npy = npy("(3, 4, 4)", 48);
        for (int seed = 0; seed < CASES; seed++) {
            fuzzerTestOneInput(Damage.of(seed % 2 == 0 ? idx : npy, seed));
        }
    }

    @Test
    void damagedArchivesAreReadOrRefused() throws IOException {
        byte[] images = npy("(3, 4, 4)", 48);
        byte[] labels = npy("(3, 1)", 3);
        byte[] whole = npz(images, labels);
        Path file = folder.resolve("file.npz");
        for (int seed = 0; seed < ARCHIVES; seed++) {
            Files.write(
                    file,
                    switch (seed % 3) {
                        case 0 -> Damage.of(whole, seed);
                        case 1 -> npz(Damage.of(images, seed), labels);
                        default -> npz(images, Damage.of(labels, seed));
                    });
            refusedOrRead(() -> new MedMnistReader(STORE).read("file", file));
        }
    }

    /** A thousand million images in 16 bytes: each costs memory, even without pixels. */
    @Test
    void imagesWithoutPixelsAreRefused() {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> IdxFile.read("file", new ByteArrayInputStream(idx(1_000_000_000, 1, 0)), STORE)
                        .images("file"))
                .withMessageContaining("1 x 0 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(99999999999, 4, 4)", "(1 2, 4)"})
    void aShapeThatIsNoneIsRefused(String shape) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> NpyArray.read("file", new ByteArrayInputStream(npy(shape, 48)), STORE))
                .withMessage("file has the shape %s, which is invalid or too large", shape);
    }

    @Test
    void imagesWithLabelsOfNoColumnAreRefused() throws IOException {
        Path file = folder.resolve("file.npz");
        Files.write(file, npz(npy("(3, 4, 4)", 48), npy("(3, 0)", 0)));

        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> new MedMnistReader(STORE).read("file", file))
                .withMessageContaining("no label");
    }

    private static byte[] idx(int images, int height, int width) {
        return ByteBuffer.allocate(16 + (images > 1_000 ? 0 : images * height * width))
                .putInt(0x803)
                .putInt(images)
                .putInt(height)
                .putInt(width)
                .array();
    }

    private static byte[] npy(String shape, int values) {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
        return ByteBuffer.allocate(10 + header.length() + values)
                .put((byte) 0x93)
                .put("NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) header.length())
                .put((byte) 0)
                .put(header.getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private static byte[] npz(byte[] images, byte[] labels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("train_images.npy"));
            zip.write(images);
            zip.putNextEntry(new ZipEntry("train_labels.npy"));
            zip.write(labels);
        }
        return bytes.toByteArray();
    }
}
