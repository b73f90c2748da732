package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data sets as other people keep them: linked, nested, mixed with other files, numbered and named in their own way. */
class OtherPeoplesDataTest {
    private static final byte[] IMAGE = ImageEncoder.greyPng(new byte[] {1, 2, 3, 4}, 2, 2);

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksToTheDataSetItsFoldersAndItsFilesAreFollowed() throws IOException {
        image("real/cat/1.png");
        image("elsewhere/2.png");
        image("elsewhere/dogs/3.png");
        link("real/cat/2.png", "elsewhere/2.png");
        link("real/dog", "elsewhere/dogs");
        link("linked", "real");

        ImageDataset dataset = open("linked");

        assertThat(ids(dataset)).containsExactly("cat/1.png", "cat/2.png", "dog/3.png");
        assertThat(dataset.labels()).containsExactly(0, 0, 1);
        assertThat(notes).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksInACircleEndAndLinksToNothingAreCounted() throws IOException {
        image("set/cat/1.png");
        image("set/dog/2.png");
        link("set/cat/around", "set");
        link("set/cat/itself", "set/cat");
        link("set/cat/gone.png", "nowhere.png");

        assertThat(ids(open("set"))).containsExactly("cat/1.png", "dog/2.png");
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("left out 3 files or folders: ")
                .contains("2 read already through a link (the first: " + folder.resolve("set/cat/around") + ")")
                .contains("1 links to nothing (" + folder.resolve("set/cat/gone.png") + ")");
    }

    @Test
    void everyFileThatIsNoImageIsCountedWithItsReason() throws IOException {
        image("set/cat/1.png");
        image("set/dog/1.JFIF");
        write("set/cat/.DS_Store", "x");
        write("set/cat/Thumbs.db", "x");
        write("set/cat/2.dcm", "x");
        write("set/dog/2.dcm", "x");
        write("set/dog/3.png", "");
        write("set/dog/4.png", "<html>");
        write("set/dog/LICENSE", "x");

        assertThat(ids(open("set"))).containsExactly("cat/1.png", "dog/1.JFIF");
        assertThat(notes)
                .containsExactly(
                        "left out 7 files or folders: 2 hidden (the first: " + folder.resolve("set/cat/.DS_Store")
                                + "); 2 .dcm (the first: " + folder.resolve("set/cat/2.dcm")
                                + "); 1 empty (" + folder.resolve("set/dog/3.png")
                                + "); 1 not an image (" + folder.resolve("set/dog/4.png")
                                + "); 1 without an ending (" + folder.resolve("set/dog/LICENSE") + ")");
    }

    @Test
    void aFolderBesideTheSplitsIsRefusedUntilTheUserSaysWhatItIs() throws IOException {
        image("set/train/cat/1.png");
        image("set/test/cat/2.png");
        image("set/extra/3.png");
        image("set/4.png");
        write("set/docs/readme.md", "x");

        assertThatFails(() -> open("set"))
                .hasMessage(
                        "%1$s has \"train\", \"test\", the names of splits, and beside them \"extra\"; give splits:%1$s"
                                + " to leave the others out, or classes:%1$s if each folder is a class",
                        folder.resolve("set"));

        ImageDataset splits = open("splits:", "set");
        assertThat(splits.splits()).containsOnlyKeys(Split.TRAIN, Split.TEST);
        assertThat(ids(splits)).containsExactly("train/cat/1.png", "test/cat/2.png");
        assertThat(notes.get(0)).contains("2 beside the splits (the first: " + folder.resolve("set/4.png") + ")");
        assertThat(open("classes:", "set").labelled().examples())
                .extracting(Example::label)
                .containsExactly("extra", "test", "train");
        assertThatFails(() -> open("splits:", "set/train")).hasMessageContaining("has no folder train, val or test");
    }

    @Test
    void foldersInClassFoldersAreRefusedUntilTheUserSaysWhatTheyAre() throws IOException {
        image("set/pets/cat/1.png");
        image("set/pets/dog/2.png");
        image("set/wild/3.png");

        assertThatFails(() -> open("set"))
                .hasMessageContaining(
                        folder.resolve("set/pets") + " contains images in further folders, \"cat\", \"dog\"")
                .hasMessageContaining(
                        "if they all belong to the class \"pets\", give classes:" + folder.resolve("set"));
        assertThat(open("classes:", "set").labels()).containsExactly(0, 0, 1);
    }

    @Test
    void splitsOneFolderDeeperAreFoundNotTrainedAsClasses() throws IOException {
        image("download/chest_xray/train/normal/1.png");
        image("download/chest_xray/test/normal/2.png");
        image("download/__MACOSX/chest_xray/train/normal/1.png");

        assertThatFails(() -> open("download"))
                .hasMessageContaining(
                        "if these are the splits, give the path " + folder.resolve("download/chest_xray"));
        assertThat(open("download/chest_xray").splits()).containsOnlyKeys(Split.TRAIN, Split.TEST);
    }

    @Test
    void aStrayTextDoesNotTurnAFolderIntoCovidx() throws IOException {
        image("set/cat/1.png");
        image("set/dog/2.png");
        write("set/test.txt", "These images were taken by the sea\n");

        assertThat(open("set").classes()).containsExactly("cat", "dog");
        assertThat(notes).containsExactly("left out 1 file or folder: 1 .txt (" + folder.resolve("set/test.txt") + ")");
    }

    @Test
    void missingImagesOfListsAreAllNamedAndLeftOutOnRequest() throws IOException {
        image("x/1.png");
        write("x/train.txt", "1 1.png positive a\n2 2.png negative a\n3 3.png negative a\n");
        write("x/test.txt", "4 4.png negative a\n");
        write("x/list.csv", "path,label\n1.png,a\n2.png,b\n");
        write("x/list.tsv", "1.png\ta\n2.png\tb\n");

        assertThatFails(() -> open("x"))
                .hasMessageContaining("3 of the 4 images of " + folder.resolve("x") + " do not exist; --skip-missing")
                .hasMessageContaining("\n  train.txt, line 2: 2.png,")
                .hasMessageContaining("\n  train.txt, line 3: 3.png,")
                .hasMessageContaining("\n  test.txt, line 1: 4.png,");
        for (String list : List.of("x", "x/list.csv", "x/list.tsv")) {
            notes.clear();
            ImageDataset dataset = Datasets.open(folder.resolve(list).toString(), true, notes::add);
            assertThat(dataset.size()).as(list).isEqualTo(1);
            assertThat(notes).singleElement().asString().contains("do not exist and were left out; the first: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"|u1", "|i1", "<u2", ">u2", "<i2", "<u4", ">i4", "<i8", ">i8", "<u8", "|b1"})
    void labelsMayBeIntegersOfAnyType(String type) throws IOException {
        for (String shape : List.of("(3,)", "(3, 1)")) {
            npz(type, shape, 1, 0, 1);
            assertThat(open("x.npz").labels()).as(shape).containsExactly(1, 0, 1);
        }
    }

    @Test
    void labelsThatAreNoClassNumbersAreRefusedByName() throws IOException {
        npz("<i8", "(3, 2)", 1, 0, 1, 0, 0, 1);
        assertThatFails(() -> open("x.npz")).hasMessageContaining("x.npz, train_labels has 2 labels per image");
        npz("<f8", "(3,)", 1, 0, 1);
        assertThatFails(() -> open("x.npz")).hasMessageContaining("train_labels holds <f8 values; expected integers");
        npz("<i8", "(2,)", 1, 0);
        assertThatFails(() -> open("x.npz"))
                .hasMessageContaining("holds [2] values, expected one label for each of 3 images");
        npz("<i8", "(3,)", 1, 0, 1L << 40);
        assertThatFails(() -> open("x.npz")).hasMessageContaining("has the label 1099511627776, which is too large");
    }

    @Test
    void classesMayStartAtOneAndHaveGaps() throws IOException {
        npz("<i4", "(3,)", 10, 1, 3);

        ImageDataset dataset = open("x.npz");

        assertThat(dataset.classes()).containsExactly("1", "3", "10");
        assertThat(dataset.labels()).containsExactly(2, 0, 1);
    }

    @Test
    void idxFilesAreFoundByTheirBytesWhateverTheyAreCalled() throws IOException {
        idx("digits/pictures.bin", new int[] {2, 1, 1}, 7, 8);
        idx("digits/truth.bin", new int[] {2}, 1, 0);
        write("digits/readme.md", "x");

        ImageDataset dataset = open("digits");

        assertThat(dataset.labels()).containsExactly(1, 0);
        assertThat(notes)
                .containsExactly("the labels of " + folder.resolve("digits/pictures.bin") + " are taken from "
                        + folder.resolve("digits/truth.bin"));
        assertThat(open("digits/pictures.bin").labels()).containsExactly(1, 0);
    }

    @Test
    void idxFilesOfSplitsAreFoundByWordsInTheirNames() throws IOException {
        idx("digits/x_train", new int[] {2, 1, 1}, 7, 8);
        idx("digits/y_train", new int[] {2}, 1, 0);
        idx("digits/x_test", new int[] {1, 1, 1}, 9);
        idx("digits/y_test", new int[] {1}, 1);

        ImageDataset dataset = open("digits");

        assertThat(dataset.split(Split.TRAIN).orElseThrow().labels()).containsExactly(1, 0);
        assertThat(dataset.split(Split.TEST).orElseThrow().labels()).containsExactly(1);
    }

    @Test
    void idxFilesThatCouldBelongTogetherInTwoWaysAreRefused() throws IOException {
        idx("digits/pictures", new int[] {2, 1, 1}, 7, 8);
        idx("digits/one", new int[] {2}, 1, 0);
        idx("digits/two", new int[] {2}, 0, 1);
        assertThatFails(() -> open("digits")).hasMessageContaining("could have its labels in any of [");

        idx("digits/two", new int[] {3}, 0, 1, 1);
        assertThat(open("digits").labels()).containsExactly(1, 0);
    }

    @Test
    void aCsvFileWithAHeaderInAnyOrder() throws IOException {
        image("x/1.png");
        image("x/a, \"b\".png");
        image("x/3.png");
        write(
                "x/list.csv",
                "\uFEFFage,Label,path,split,id\r\n"
                        + "7,cat,1.png,train,first\r\n"
                        + "8,dog,\"a, \"\"b\"\".png\",val,\r\n"
                        + "\r\n"
                        + "9,,3.png,test,third\r\n");

        ImageDataset dataset = open("x/list.csv");

        assertThat(dataset.examples())
                .extracting(Example::id, Example::label)
                .containsExactly(
                        Tuple.tuple("first", "cat"), Tuple.tuple("a, \"b\".png", "dog"), Tuple.tuple("third", null));
        assertThat(dataset.splits()).containsOnlyKeys(Split.TRAIN, Split.VALIDATION, Split.TEST);
        assertThat(notes).containsExactly("the columns [age] of " + folder.resolve("x/list.csv") + " are not used");
    }

    @Test
    void aCsvFileOfASpreadsheetHasSemicolons() throws IOException {
        image("x/1.png");
        write("x/list.csv", "path;label;source\n1.png;cat;scanner A\n");

        assertThat(open("x/list.csv").examples())
                .extracting(Example::id, Example::label, Example::source)
                .containsExactly(Tuple.tuple("1.png", "cat", "scanner A"));
    }

    @Test
    void aCsvFileThatCannotBeUsedIsNamedWithItsLine() throws IOException {
        image("x/1.png");
        write("x/list.csv", "path,split\n1.png,train\n1.png,later\n");
        assertThatFails(() -> open("x/list.csv"))
                .hasMessage(
                        "%s, row 3: the split is \"later\", expected train, val or test", folder.resolve("x/list.csv"));
        write("x/list.csv", "path,split\n1.png,train\n1.png,\n");
        assertThatFails(() -> open("x/list.csv")).hasMessageContaining("has no split for 1.png, but for other images");
        write("x/list.csv", "path,label\n1.png,cat\n,dog\n");
        assertThatFails(() -> open("x/list.csv")).hasMessageContaining("list.csv, row 3: there is no path");
        write("x/list.csv", "path,label\n1.png,\"cat\n");
        assertThatFails(() -> open("x/list.csv")).hasMessageContaining("list.csv is not valid CSV: ");
        write("x/list.csv", "path,label\n1.png,cat,dog\n");
        assertThatFails(() -> open("x/list.csv")).hasMessageContaining("list.csv is not valid CSV: Too many entries");
        write("x/list.csv", "file,label\n1.png,cat\n");
        assertThatFails(() -> open("csv:", "x/list.csv"))
                .hasMessageContaining("has no column \"path\" in its first line, \"file,label\"");
        write("x/list.csv", "path,label\n");
        assertThatFails(() -> open("x/list.csv")).hasMessageContaining("has a header but no image");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesOfEveryKindGiveTheSameIds() throws IOException {
        image("set/Käfer & Co/blank and 'quote'.png");
        image("set/Käfer & Co/" + Normalizer.normalize("größe.png", Normalizer.Form.NFD));
        image("set/Käfer & Co/new\nline.png");
        image("set/\u96ea/\"q\".png");

        ImageDataset dataset = open("set");

        assertThat(dataset.classes()).containsExactly("Käfer & Co", "\u96ea");
        assertThat(ids(dataset))
                .containsExactly(
                        "Käfer & Co/blank and 'quote'.png",
                        "Käfer & Co/größe.png",
                        "Käfer & Co/new\nline.png",
                        "\u96ea/\"q\".png");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatFails(
            ThrowingCallable opening) {
        return assertThatThrownBy(opening).isInstanceOf(DatasetException.class);
    }

    private ImageDataset open(String name) {
        return open("", name);
    }

    private ImageDataset open(String prefix, String name) {
        notes.clear();
        return Datasets.open(prefix + folder.resolve(name), false, notes::add);
    }

    private static List<String> ids(ImageDataset dataset) {
        return dataset.examples().stream().map(Example::id).toList();
    }

    private void image(String name) throws IOException {
        write(name, IMAGE);
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), folder.resolve(target));
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void idx(String name, int[] shape, int... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + values.length);
        bytes.put(new byte[] {0, 0, 8, (byte) shape.length});
        for (int dimension : shape) {
            bytes.putInt(dimension);
        }
        for (int value : values) {
            bytes.put((byte) value);
        }
        write(name, bytes.array());
    }

    /** Three images with labels of this type. */
    private void npz(String type, String shape, long... labels) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("x.npz"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            npy(zip, "train_images", "|u1", "(3, 1, 1)", 1, 2, 3);
            npy(zip, "train_labels", type, shape, labels);
        }
    }

    private static void npy(ZipOutputStream zip, String name, String type, String shape, long... values)
            throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        boolean big = type.startsWith(">");
        int size = type.charAt(2) - '0';
        for (long value : values) {
            byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                    .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array();
            zip.write(bytes, big ? Long.BYTES - size : 0, size);
        }
        zip.closeEntry();
    }
}
