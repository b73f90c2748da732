package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final ImageDecoder TINY = new ImageDecoder(ImageShape.plain(1, 2, 2));

    @TempDir
    private Path folder;

    @Test
    void aFolderForEachClassWithinSplits() throws IOException {
        image("train/cat/1.png", 10);
        image("train/cat/2.png", 20);
        image("train/dog/1.PNG", 30);
        image("val/dog/3.png", 40);
        write("train/cat/notes.txt", "not an image".getBytes(StandardCharsets.UTF_8));
        image("train/.trash/cat.png", 50);

        ImageDataset dataset = Datasets.open(folder.toString());

        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(dataset.splits()).containsOnlyKeys(Split.TRAIN, Split.VALIDATION);
        assertThat(dataset.examples())
                .extracting(Example::id)
                .containsExactly("train/cat/1.png", "train/cat/2.png", "train/dog/1.PNG", "val/dog/3.png");
        assertThat(dataset.labels()).containsExactly(0, 0, 1, 1);
        assertThat(dataset.pixels(TINY).at(3, 0)).isEqualTo(40 / 255f);
    }

    @Test
    void aFolderForEachClassWithoutSplitsAndAFolderWithoutClasses() throws IOException {
        image("a/1.png", 1);
        image("b/2.png", 2);
        ImageDataset dataset = Datasets.open(folder.toString());
        assertThat(dataset.splits()).isEmpty();
        assertThat(dataset.labels()).containsExactly(0, 1);

        ImageDataset unlabelled = Datasets.open(folder.resolve("a").toString());
        assertThat(unlabelled.classes()).isEmpty();
        assertThat(unlabelled.examples())
                .singleElement()
                .satisfies(example -> assertThat(example.label()).isNull());
        assertThatThrownBy(unlabelled::labels).hasMessageContaining("1.png has no label");
    }

    @Test
    void covidxListsWhereverTheImagesLie() throws IOException {
        image("train/positive/a.png", 1);
        image("train/b with blanks.png", 2);
        image("negative/c.png", 3);
        image("d.png", 4);
        write("train.txt", "7 a.png positive ricord\n8 b with blanks.png negative cohen\n");
        write("test_COVIDx9A.txt", "9 c.png negative rsna\r\n10 d.png positive\n\n");

        ImageDataset dataset = Datasets.open(folder.toString());

        assertThat(dataset.classes()).containsExactly("negative", "positive");
        assertThat(dataset.examples())
                .extracting(Example::id, Example::label, Example::source)
                .containsExactly(
                        tuple("train/a.png", "positive", "ricord"),
                        tuple("train/b with blanks.png", "negative", "cohen"),
                        tuple("test/c.png", "negative", "rsna"),
                        tuple("test/d.png", "positive", null));
        assertThat(dataset.split(Split.TEST).orElseThrow().pixels(TINY).at(1, 0))
                .isEqualTo(4 / 255f);
        assertThat(Datasets.open(folder.resolve("train.txt").toString()).size()).isEqualTo(2);
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    @Test
    void aCovidxListNamesTheLineThatIsWrong() throws IOException {
        image("train/positive/a.png", 1);
        write("train.txt", "7 a.png positive ricord\n8 missing.png negative cohen\n");
        assertThatThrownBy(() -> Datasets.open(folder.toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(
                        "1 of the 2 images of " + folder + " do not exist; --skip-missing leaves them out:")
                .hasMessageContaining("train.txt, line 2: missing.png, looked for in [");
        write("train.txt", "7 a.png positive ricord\na.png\n");
        assertThatThrownBy(() -> Datasets.open(folder.toString()))
                .hasMessageContaining("line 2: \"a.png\", expected: patientid filename class source");
    }

    @Test
    void aListWithAndWithoutLabels() throws IOException {
        image("x/1.png", 1);
        image("x/2.png", 2);
        image("3.png", 3);
        write(
                "all.tsv",
                "# comment\nx/1.png\tshirt\tscanner A\nx/2.png\t\tscanner B\n" + folder.resolve("3.png") + "\n");

        ImageDataset dataset = Datasets.open(folder.resolve("all.tsv").toString());

        assertThat(dataset.classes()).containsExactly("shirt");
        assertThat(dataset.examples())
                .extracting(Example::label, Example::source)
                .containsExactly(tuple("shirt", "scanner A"), tuple(null, "scanner B"), tuple(null, null));
        assertThat(dataset.labelled().size()).isEqualTo(1);
        write("all.tsv", "x/1.png\tshirt\nx/9.png\tshirt\n");
        assertThatThrownBy(() -> Datasets.open(folder.resolve("all.tsv").toString()))
                .hasMessageContaining("1 of the 2 images of " + folder.resolve("all.tsv"))
                .hasMessageContaining("line 2: ")
                .hasMessageContaining("9.png");
    }

    @Test
    void idxFilesCompressedAndNot() throws IOException {
        write("train-images-idx3-ubyte.gz", gzip(idx(new int[] {3, 2, 2}, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3)));
        write("train-labels-idx1-ubyte.gz", gzip(idx(new int[] {3}, 0, 2, 0)));
        write("t10k-images-idx3-ubyte", idx(new int[] {1, 2, 2}, 9, 9, 9, 8));
        write("t10k-labels-idx1-ubyte", idx(new int[] {1}, 1));

        ImageDataset dataset = Datasets.open(folder.toString());

        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(dataset.split(Split.TRAIN).orElseThrow().labels()).containsExactly(0, 2, 0);
        assertThat(dataset.split(Split.TEST).orElseThrow().pixels(TINY).at(0, 3))
                .isEqualTo(8 / 255f);
        ImageDataset one =
                Datasets.open(folder.resolve("t10k-images-idx3-ubyte").toString());
        assertThat(one.examples()).extracting(Example::label).containsExactly("1");
        assertThat(Datasets.open("fashion-mnist:" + folder).classes().get(9)).isEqualTo("Ankle boot");
    }

    @Test
    void idxFilesThatDoNotFitAreNamed() throws IOException {
        write("train-images-idx3-ubyte", idx(new int[] {2, 1, 1}, 1, 2));
        assertThat(Datasets.open(folder.toString()).examples())
                .extracting(Example::label)
                .containsOnlyNulls();

        write("train-labels-idx1-ubyte", idx(new int[] {3}, 0, 1, 1));
        assertIdxProblem("train-labels-idx1-ubyte holds [3] values, expected one label for each of 2 images");
        write("train-labels-idx1-ubyte", "no".getBytes(StandardCharsets.UTF_8));
        assertIdxProblem("train-labels-idx1-ubyte is not an IDX file of unsigned bytes: it starts with 6e6f");
        write("train-labels-idx1-ubyte", idx(new int[] {2}, 0, 1));
        write("train-images-idx3-ubyte", idx(new int[] {2, 1, 1}, 1));
        assertIdxProblem("train-images-idx3-ubyte should contain [2, 1, 1] values, but has only 1");
        write("train-images-idx3-ubyte", idx(new int[] {2, 1, 1}, 1, 2, 3));
        assertIdxProblem("train-images-idx3-ubyte should contain [2, 1, 1] values, but has more");
        write("train-images-idx3-ubyte", idx(new int[] {60_000, 10_000, 10_000}, 1));
        assertIdxProblem("should contain [60000, 10000, 10000] values, but has only 1");
        write("train-images-idx3-ubyte", Arrays.copyOf(gzip(idx(new int[] {900, 1, 1}, new int[900])), 25));
        assertIdxProblem("cannot read the IDX file " + folder.resolve("train-images-idx3-ubyte"));
    }

    private void assertIdxProblem(String message) {
        assertThatThrownBy(() -> Datasets.open("idx:" + folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message);
    }

    @Test
    void medMnistInGreyAndColour() throws IOException {
        try (ZipOutputStream zip = zip("x.npz")) {
            npy(zip, "train_images", "|u1", "(2, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8);
            npy(zip, "train_labels", "|u1", "(2, 1)", 1, 0);
            npy(zip, "test_images", "|u1", "(1, 1, 2, 3)", 255, 0, 51, 0, 255, 51);
            npy(zip, "test_labels", "|u1", "(1,)", 1);
        }
        ImageDataset dataset = Datasets.open(folder.resolve("x.npz").toString());
        assertThat(dataset.classes()).containsExactly("0", "1");
        assertThat(dataset.split(Split.TRAIN).orElseThrow().labels()).containsExactly(1, 0);
        assertThat(dataset.split(Split.TRAIN).orElseThrow().pixels(TINY).at(1, 3))
                .isEqualTo(8 / 255f);
        assertThat(dataset.split(Split.TEST)
                        .orElseThrow()
                        .pixels(new ImageDecoder(ImageShape.plain(3, 1, 2)))
                        .values())
                .containsExactly(1, 0, 0, 1, 0.2f, 0.2f);
        assertThat(Datasets.open(folder.toString()).size()).isEqualTo(3);
    }

    @Test
    void npzFilesThatDoNotFitAreNamed() throws IOException {
        try (ZipOutputStream zip = zip("x.npz")) {
            npy(zip, "train_images", "<f4", "(1, 1, 1)", 0, 0, 0, 0);
        }
        assertNpzProblem("x.npz, train_images holds <f4 values; expected integers");
        try (ZipOutputStream zip = zip("x.npz")) {
            npy(zip, "images", "|u1", "(1, 1, 1)", 0);
        }
        assertNpzProblem("x.npz contains no train_images; expected MedMNIST's arrays");
        try (ZipOutputStream zip = zip("x.npz")) {
            npy(zip, "train_images", "|u1", "(1, 1, 1)", 0);
            npy(zip, "train_labels", "|u1", "(1, 14)", new int[14]);
        }
        assertNpzProblem("train_labels has 14 labels per image");
        try (ZipOutputStream zip = zip("x.npz")) {
            npy(zip, "train_images", "|u1", "(5, 1, 1)", 0, 1);
        }
        assertNpzProblem("train_images should contain [5, 1, 1] values, but has only 2");
        byte[] whole = Files.readAllBytes(folder.resolve("x.npz"));
        write("x.npz", Arrays.copyOf(whole, whole.length / 2));
        assertNpzProblem("cannot read the .npz file " + folder.resolve("x.npz"));
    }

    private void assertNpzProblem(String message) {
        assertThatThrownBy(() -> Datasets.open(folder.resolve("x.npz").toString()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatCannotBeOpenedSaysWhatCould() throws IOException {
        assertThatThrownBy(() -> Datasets.open("fashion"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("the file or folder \"fashion\" does not exist")
                .hasMessageContaining("fashion-mnist-subset");
        write("something.bin", new byte[] {0, 1, 2, (byte) 0xff});
        for (String spec :
                new String[] {folder.toString(), folder.resolve("something.bin").toString()}) {
            assertThatThrownBy(() -> Datasets.open(spec))
                    .hasMessageContaining(spec + " has an unknown format")
                    .hasMessageContaining("covidx: a list with lines");
        }
    }

    @Test
    void theKnownNameOpensTheSubset() {
        assertThat(Datasets.open("fashion-mnist-subset").size()).isEqualTo(17_500);
    }

    @Test
    void anImageThatCannotBeDecodedIsNamed() throws IOException {
        image("a/1.png", 1);
        write("b/2.png", Arrays.copyOf(Files.readAllBytes(folder.resolve("a/1.png")), 40));
        assertThatThrownBy(() -> Datasets.open(folder.toString()).pixels(TINY))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("b/2.png")
                .hasMessageContaining("a truncated or damaged PNG image of 40 bytes");
    }

    @Test
    void dataThatCannotBeLearnedFromIsNamedAllAtOnce() throws IOException {
        image("train/cat/1.png", 1);
        image("train/cat/2.png", 2);
        image("train/dog/1.png", 3);
        image("train/loose.png", 4);
        image("val/cat/3.png", 5);
        image("val/cow/4.png", 6);
        assertThatThrownBy(() -> Datasets.open(folder.toString()).requireTrainable())
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("1 images have no label; the first is " + folder.resolve("train/loose.png"))
                .hasMessageContaining("\"dog\" has one image, " + folder.resolve("train/dog/1.png"))
                .hasMessageContaining("\"cow\" is in val (" + folder.resolve("val/cow/4.png") + "), but not in train")
                .hasMessageContaining(
                        "\"dog\" is in train (" + folder.resolve("train/dog/1.png") + "), but not in val");
        FashionMnistSubset.load().all().requireTrainable();
    }

    @Test
    void theFingerprintTellsIdsLabelsAndImagesApart() throws IOException {
        image("1/a/x.png", 1);
        image("2/a/x.png", 2);
        image("3/b/x.png", 1);
        image("4/a/y.png", 1);
        image("5/a/x.png", 1);
        String first = fingerprint("1");
        assertThat(first).hasSize(64).isEqualTo(fingerprint("5"));
        assertThat(first).isNotEqualTo(fingerprint("2"));
        assertThat(first).isNotEqualTo(fingerprint("3"));
        assertThat(first).isNotEqualTo(fingerprint("4"));
        ImageDataset subset = FashionMnistSubset.load().heldOut();
        assertThat(subset.shuffled(1).fingerprint())
                .isEqualTo(subset.shuffled(1).fingerprint())
                .isNotEqualTo(subset.shuffled(2).fingerprint());
    }

    private String fingerprint(String name) {
        return Datasets.open(folder.resolve(name).toString()).fingerprint();
    }

    private void image(String name, int value) throws IOException {
        byte grey = (byte) value;
        write(name, ImageEncoder.greyPng(new byte[] {grey, grey, grey, grey}, 2, 2));
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] idx(int[] shape, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
        for (int dimension : shape) {
            bytes.putInt(dimension);
        }
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private ZipOutputStream zip(String name) throws IOException {
        return new ZipOutputStream(Files.newOutputStream(folder.resolve(name)));
    }

    private static void npy(ZipOutputStream zip, String name, String type, String shape, int... values)
            throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        for (int value : values) {
            zip.write(value);
        }
        zip.closeEntry();
    }
}
