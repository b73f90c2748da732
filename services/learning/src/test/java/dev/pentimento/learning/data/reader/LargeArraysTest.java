package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Arrays that do not fit in memory are read from disk, image by image. */
class LargeArraysTest {
    private static final int IMAGES = 30_000;
    private static final int SIDE = 224;
    private static final int IMAGE_BYTES = SIDE * SIDE * 3;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void anArchiveOfFourAndAHalfGigabytesIsReadWhereItIs() throws IOException {
        Path file = folder.resolve("pathmnist_224.npz");
        byte[] last = new byte[IMAGE_BYTES];
        new Random(3).nextBytes(last);
        byte[] labels = new byte[IMAGES];
        labels[IMAGES - 1] = 7;
        try (SparseArchive zip = new SparseArchive(file)) {
            byte[] header = npyHeader("(" + IMAGES + ", " + SIDE + ", " + SIDE + ", 3)");
            zip.add("train_images.npy", header, (long) IMAGES * IMAGE_BYTES, last);
            zip.add("train_labels.npy", npyHeader("(" + IMAGES + ", 1)"), IMAGES, labels);
        }
        assertThat(Files.size(file)).isGreaterThan(0xFFFF_FFFFL);

        ImageDataset dataset = Datasets.open(file.toString());

        assertThat(dataset.size()).isEqualTo(IMAGES);
        Example example = dataset.examples().get(IMAGES - 1);
        assertThat(example.label()).isEqualTo("7");
        ImageDecoder decoder = new ImageDecoder(ImageShape.plain(3, SIDE, SIDE));
        float[] pixels = dataset.pixels(decoder, new int[] {0, IMAGES - 1}).row(1);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(pixels[(channel + 1) * SIDE * SIDE - 1])
                    .isEqualTo((last[IMAGE_BYTES - 3 + channel] & 0xff) / 255f);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it deletes the file only when it is closed")
    void aCompressedArchiveIsUnpackedIntoAFileThatHasNoNameWhileItIsRead() throws IOException {
        Path file = folder.resolve("small.npz");
        byte[] images = new byte[5 * 6 * 7];
        new Random(4).nextBytes(images);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "train_images.npy", npyHeader("(5, 6, 7)"), images);
            put(zip, "train_labels.npy", npyHeader("(5,)"), new byte[] {0, 1, 0, 1, 1});
        }
        Path space = Files.createDirectory(folder.resolve("space"));

        ImageDataset onDisk = new MedMnistReader(new ArrayStore(0, space, notes::add)).read("small", file);

        try (Stream<Path> left = Files.list(space)) {
            assertThat(left).isEmpty();
        }
        assertThat(notes).anySatisfy(note -> assertThat(note).contains("train_images", "unpacked into " + space));
        ImageDataset inMemory = new MedMnistReader(ArrayStore.inMemory()).read("small", file);
        assertThat(onDisk.fingerprint()).isEqualTo(inMemory.fingerprint());
        assertThat(onDisk.split(Split.TRAIN).orElseThrow().labels()).containsExactly(0, 1, 0, 1, 1);
    }

    @Test
    void idxImagesOnDiskAreTheSameAsInMemory() throws IOException {
        byte[] idx = new byte[16 + 4 * 5 * 6];
        new Random(5).nextBytes(idx);
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6}, 0, idx, 0, 16);
        Path plain = Files.write(folder.resolve("plain"), idx);
        Path packed = folder.resolve("packed.gz");
        try (OutputStream output = new GZIPOutputStream(Files.newOutputStream(packed))) {
            output.write(idx);
        }

        String inMemory = fingerprint(plain, ArrayStore.inMemory());

        ArrayStore onDisk = new ArrayStore(0, folder, notes::add);
        assertThat(fingerprint(plain, onDisk)).isEqualTo(inMemory);
        assertThat(notes).isEmpty();
        assertThat(fingerprint(packed, onDisk)).isEqualTo(inMemory);
        assertThat(notes).hasSize(1);
    }

    @Test
    void withoutRoomToUnpackTheSentenceNamesTheFolderAndTheOption() throws IOException {
        Path file = folder.resolve("small.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "train_images.npy", npyHeader("(1, 2, 2)"), new byte[4]);
        }
        ArrayStore nowhere = new ArrayStore(0, folder.resolve("none"), notes::add);

        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> new MedMnistReader(nowhere).read("small", file))
                .withMessageContainingAll("small.npz, train_images", "none", "-Djava.io.tmpdir=FOLDER");
    }

    private static String fingerprint(Path file, ArrayStore store) {
        LabelledPixels pixels = new LabelledPixels(IdxFile.read(file, store).images("idx"), null);
        return LabelledPixels.dataset("idx", pixels, null).fingerprint();
    }

    private static void put(ZipOutputStream zip, String name, byte[] header, byte[] values) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(header);
        zip.write(values);
    }

    private static byte[] npyHeader(String shape) {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
        return ("\u0093NUMPY\1\0" + (char) header.length() + "\0" + header).getBytes(StandardCharsets.ISO_8859_1);
    }
}
