package dev.pentimento.learning.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FashionMnistSubsetTest {
    private final FashionMnistSubset subset = FashionMnistSubset.load();

    @Test
    void itsPartsHaveTheirSizesAndNoImageInCommon() {
        List<ImageDataset> parts = List.of(subset.learning(), subset.correction(), subset.heldOut(), subset.stream());

        Set<String> ids = new HashSet<>();
        parts.forEach(part -> part.examples().forEach(example -> ids.add(example.id())));
        assertThat(parts).extracting(ImageDataset::size).containsExactly(6_000, 1_500, 2_000, 8_000);
        assertThat(ids).hasSize(17_500);
        assertThat(subset.all().size()).isEqualTo(17_500);
        assertThat(subset.all().splits().values())
                .extracting(ImageDataset::size)
                .containsExactly(7_500, 2_000, 8_000);
    }

    @Test
    void everyPartHasEveryClassInItsShare() {
        for (ImageDataset part : List.of(subset.learning(), subset.correction(), subset.heldOut(), subset.stream())) {
            Map<Integer, Long> counts = Arrays.stream(part.labels())
                    .boxed()
                    .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
            double expected = part.size() / 10.0;
            double fourDeviations = 4 * Math.sqrt(expected * 0.9);
            assertThat(counts).hasSize(10);
            assertThat(counts.values())
                    .allSatisfy(count -> assertThat(count.doubleValue())
                            .isBetween(expected - fourDeviations, expected + fourDeviations));
        }
    }

    @Test
    void pixelsSurviveThePng() throws Exception {
        byte[] raw;
        try (var input = FashionMnistSubset.class.getResourceAsStream("fashion-mnist/train-images-idx3-ubyte.gz")) {
            raw = IdxFile.read("images", input, ArrayStore.inMemory()).values().all();
        }
        ImageDataset part = subset.learning().slice(0, 50);
        FloatMatrix pixels = part.pixels(new ImageDecoder(ImageShape.plain(1, 28, 28)));
        for (int i = 0; i < 50 * 784; i++) {
            assertThat(pixels.values()[i]).isEqualTo((raw[i] & 0xff) / 255f);
        }
    }

    @Test
    void itsFingerprintIsTheSameEverywhere() {
        // From Python's hashlib, over the same files.
        assertThat(subset.all().fingerprint())
                .isEqualTo("f13284a269225a67b1b3c217457a989cccc4e471d08d3e90534f32a5489c821d");
        assertThat(subset.learning().fingerprint())
                .isNotEqualTo(subset.correction().fingerprint());
    }
}
