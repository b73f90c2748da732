package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedCountsPropertiesTest {
    private static final int CLASSES = 4;

    private record Judged(int truth, int baseline, int challenger) {}

    private static List<Judged> drawn(long seed, int images) {
        Random random = new Random(seed);
        return IntStream.range(0, images)
                .mapToObj(i -> new Judged(random.nextInt(CLASSES), random.nextInt(CLASSES), random.nextInt(CLASSES)))
                .toList();
    }

    private static PairedCounts count(List<Judged> images) {
        PairedCounts counts = new PairedCounts(CLASSES);
        for (Judged image : images) {
            counts.addOpinions(image.baseline, image.challenger);
            counts.addLabel(image.truth, image.baseline, image.challenger);
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrderAndAnySplitGiveTheSameCounts(long seed) {
        List<Judged> images = drawn(seed, 300);
        List<Judged> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(seed));
        PairedCounts merged = count(shuffled.subList(120, 300));
        merged.merge(count(shuffled.subList(0, 7)));
        merged.merge(count(shuffled.subList(7, 120)));
        assertThat(merged).isEqualTo(count(images)).hasSameHashCodeAs(count(images));
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void figuresAreThoseOfAPlainCount(long seed) {
        List<Judged> images = drawn(seed, 200);
        PairedCounts counts = count(images);
        assertThat(counts.compared()).isEqualTo(200);
        assertThat(counts.flips())
                .isEqualTo(images.stream()
                        .filter(each -> each.baseline != each.challenger)
                        .count());
        assertThat(counts.helped())
                .isEqualTo(images.stream()
                        .filter(each -> each.baseline != each.truth && each.challenger == each.truth)
                        .count());
        assertThat(counts.hurt())
                .isEqualTo(images.stream()
                        .filter(each -> each.baseline == each.truth && each.challenger != each.truth)
                        .count());
        for (int c = 0; c < CLASSES; c++) {
            int truth = c;
            assertThat(counts.labelled(c))
                    .isEqualTo(
                            images.stream().filter(each -> each.truth == truth).count());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void exchangingTheArmsExchangesHelpedAndHurt(long seed) {
        List<Judged> images = drawn(seed, 100);
        PairedCounts exchanged = count(images.stream()
                .map(each -> new Judged(each.truth, each.challenger, each.baseline))
                .toList());
        assertThat(exchanged.helped()).isEqualTo(count(images).hurt());
        assertThat(exchanged.hurt()).isEqualTo(count(images).helped());
        assertThat(exchanged.flips()).isEqualTo(count(images).flips());
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "4, 0", "0, -1", "0, 4"})
    void classesOutOfRangeAreRefused(int truth, int baseline) {
        PairedCounts counts = new PairedCounts(CLASSES);
        assertThatThrownBy(() -> counts.addLabel(truth, baseline, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsOfOtherClassesDoNotMerge() {
        PairedCounts counts = new PairedCounts(CLASSES);
        assertThatThrownBy(() -> counts.merge(new PairedCounts(3))).hasMessageContaining("expected 4 classes, found 3");
        assertThatThrownBy(() -> new PairedCounts(0)).hasMessageContaining("positive: 0");
        assertThat(counts.classes()).isEqualTo(CLASSES);
    }
}
