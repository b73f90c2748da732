package dev.pentimento.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReclassifiedTest {
    private static final ImageDataset FOUR_CLASSES = ImageDataset.of(
            "some",
            List.of("a", "b", "c", "d"),
            IntStream.range(0, 40)
                    .mapToObj(each -> new Example(
                            "image " + each,
                            () -> new byte[0],
                            List.of("a", "b", "c", "d").get(each % 4),
                            null))
                    .toList());

    @Test
    void moreClassesDivideEachClassEvenly() {
        ImageDataset twelve = new Reclassified(FOUR_CLASSES, 12).dataset();

        assertThat(twelve.classes()).hasSize(12);
        for (int number = 0; number < 40; number++) {
            assertThat(twelve.labels()[number] % 4).isEqualTo(number % 4);
        }
        assertThat(twelve.labels()).containsSequence(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0);
    }

    @Test
    void fewerClassesMergeThem() {
        ImageDataset two = new Reclassified(FOUR_CLASSES, 2).dataset();

        assertThat(two.classes()).hasSize(2);
        assertThat(two.labels()).startsWith(0, 1, 0, 1, 0, 1);
    }

    @Test
    void asManyClassesAreTheSame() {
        assertThat(new Reclassified(FOUR_CLASSES, 4).dataset()).isSameAs(FOUR_CLASSES);
    }
}
