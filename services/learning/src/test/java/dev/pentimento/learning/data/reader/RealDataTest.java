package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Data sets that cannot be part of this project. {@code PENTIMENTO_TEST_DATA} names the folder that has them; what is not
 * there is skipped, and said.
 */
class RealDataTest {
    @Test
    void chestXraysByTheirCovidxLists() {
        ImageDataset dataset = Datasets.open(given("covid_cxr"));

        assertThat(dataset.classes()).containsExactly("negative", "positive");
        assertThat(dataset.splits()).containsOnlyKeys(Split.TRAIN, Split.VALIDATION, Split.TEST);
        assertThat(dataset.examples())
                .allSatisfy(example -> assertThat(example.source()).isNotBlank());
        dataset.requireTrainable();
        assertPlausible(dataset, dataset.pixels(new ImageDecoder(ImageShape.plain(1, 224, 224))));
    }

    @Test
    void pneumoniaMnistFromItsNpz() {
        ImageDataset dataset = Datasets.open(given("medmnist/pneumoniamnist.npz"));

        assertThat(dataset.classes()).containsExactly("0", "1");
        assertThat(dataset.splits()).containsOnlyKeys(Split.TRAIN, Split.VALIDATION, Split.TEST);
        int[] labels = dataset.split(Split.TEST).orElseThrow().labels();
        assertThat(IntStream.of(labels).filter(label -> label == 1).count()).isEqualTo(390);
        assertThat(labels).hasSize(624);
        assertPlausible(dataset, dataset.pixels(new ImageDecoder(ImageShape.plain(1, 28, 28))));
    }

    @Test
    void allOfFashionMnist() {
        Path debian = Path.of("/usr/share/datasets/fashion-mnist");
        assumeThat(Files.isDirectory(debian))
                .as("SKIPPED: Debian's package dataset-fashion-mnist is not installed")
                .isTrue();
        ImageDataset dataset = Datasets.open("fashion-mnist");

        assertThat(dataset.split(Split.TRAIN).orElseThrow().size()).isEqualTo(60_000);
        int[] counts = new int[10];
        IntStream.of(dataset.split(Split.TEST).orElseThrow().labels()).forEach(label -> counts[label]++);
        assertThat(counts).containsOnly(1_000);
        assertThat(Datasets.open(debian.toString()).fingerprint()).isEqualTo(dataset.fingerprint());
    }

    private static void assertPlausible(ImageDataset dataset, FloatMatrix pixels) {
        assertThat(pixels.rows()).isEqualTo(dataset.size());
        for (int row = 0; row < pixels.rows(); row++) {
            float[] values = pixels.row(row);
            double mean = IntStream.range(0, values.length)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElseThrow();
            assertThat(mean).as(dataset.examples().get(row).id()).isBetween(0.05, 0.95);
        }
    }

    private static String given(String name) {
        String folder = System.getenv("PENTIMENTO_TEST_DATA");
        assumeThat(folder)
                .as("SKIPPED: PENTIMENTO_TEST_DATA is not set, so " + name + " was not read")
                .isNotNull();
        Path path = Path.of(folder, name);
        assumeThat(Files.exists(path)).as("SKIPPED: there is no " + path).isTrue();
        return path.toString();
    }
}
