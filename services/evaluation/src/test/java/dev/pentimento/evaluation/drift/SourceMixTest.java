package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceMixTest {
    private final SourceMix mix = new SourceMix();

    @Test
    void aSourceThatIsGoneIsNamedAfterAFewImagesAndTheOneThatGrewMost() {
        mix.count(1000, Map.of("nih", 800L, "cohen", 100L, "hannover", 100L));
        long[] begin = mix.mark();
        mix.count(32, Map.of("cohen", 15L, "hannover", 17L));
        mix.began(begin);
        assertThat(mix.moved(1)).containsExactly("nih", "hannover", "cohen");
    }

    @Test
    void oneImageOfARareSourceIsNoNews() {
        mix.count(2000, Map.of("a", 2000L));
        long[] begin = mix.mark();
        mix.count(32, Map.of("a", 31L, "b", 1L));
        mix.began(begin);
        assertThat(mix.moved(1)).isEmpty();
    }

    @Test
    void imagesInBurstsMustTellMore() {
        mix.count(1000, Map.of("a", 500L, "b", 500L));
        long[] begin = mix.mark();
        mix.count(100, Map.of("a", 70L, "b", 30L));
        mix.began(begin);
        assertThat(mix.moved(1)).containsExactly("a", "b");
        assertThat(mix.moved(5)).isEmpty();
    }

    @Test
    void withoutAChangeFewMixesNameASource() {
        Random random = new Random(1);
        int named = 0;
        for (int run = 0; run < 1000; run++) {
            SourceMix other = new SourceMix();
            draw(other, random, 2000);
            long[] begin = other.mark();
            draw(other, random, 100);
            other.began(begin);
            named += other.moved(1).isEmpty() ? 0 : 1;
        }
        assertThat(named).isLessThan(30); // three sources beyond three standard errors: 0.8 %
    }

    private static void draw(SourceMix mix, Random random, int images) {
        Map<String, Long> sources = new TreeMap<>();
        for (int i = 0; i < images; i++) {
            sources.merge(random.nextInt(10) == 0 ? "rare" : random.nextBoolean() ? "left" : "right", 1L, Long::sum);
        }
        mix.count(images, sources);
    }

    @Test
    void whatComesLongAfterTheChangeDoesNotCount() {
        mix.count(1000, Map.of("a", 500L, "b", 500L));
        mix.began(mix.mark());
        for (int i = 0; i < 100; i++) {
            mix.countChanged(100, Map.of("a", 50L, "b", 50L));
        }
        mix.countChanged(10_000, Map.of("a", 10_000L));
        assertThat(mix.moved(1)).isEmpty();
    }

    @Test
    void uniqueSourcesDoNotFillTheMemory() {
        for (int i = 0; i < 10_000; i++) {
            mix.count(1, Map.of("source " + i, 1L));
        }
        assertThat(mix.mark()).hasSizeLessThan(100).startsWith(10_000);
    }

    @Test
    void itSurvivesStorage() {
        mix.count(1000, Map.of("a", 500L, "b", 500L));
        mix.began(mix.mark());
        mix.countChanged(40, Map.of("c", 40L));
        Packer packer = new Packer();
        mix.write(packer);
        SourceMix read = SourceMix.read(new Unpacker(packer.toBytes()));
        read.countChanged(5, Map.of("a", 5L));
        mix.countChanged(5, Map.of("a", 5L));
        assertThat(read.moved(1)).isEqualTo(mix.moved(1)).isNotEmpty();
        assertThat(read.mark()).isEqualTo(mix.mark());
    }
}
