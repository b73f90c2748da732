package dev.pentimento.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariantTest {
    @Test
    void eachVariantDiffersFromTheUsualOneInOneNumber() {
        List<Variant> others = Variant.all().subList(1, Variant.all().size());

        assertThat(Variant.all().get(0)).isEqualTo(Variant.USUAL);
        assertThat(others)
                .allSatisfy(variant -> assertThat(Stream.of(
                                        variant.partitions() != Variant.USUAL.partitions(),
                                        variant.instances() != Variant.USUAL.instances(),
                                        variant.classes() != Variant.USUAL.classes(),
                                        variant.candidates() != Variant.USUAL.candidates())
                                .filter(differs -> differs))
                        .hasSize(1));
        assertThat(Variant.all()).extracting(Variant::title).doesNotHaveDuplicates();
    }

    @Test
    void everyNumberIsMeasured() {
        assertThat(Variant.all()).extracting(Variant::partitions).contains(1, 2, 4, 8);
        assertThat(Variant.all()).extracting(Variant::instances).contains(1, 2, 3);
        assertThat(Variant.all()).extracting(Variant::classes).contains(2, 10, 100, 1_000);
        assertThat(Variant.all()).extracting(Variant::candidates).contains(0, 1, 2, 3);
    }
}
