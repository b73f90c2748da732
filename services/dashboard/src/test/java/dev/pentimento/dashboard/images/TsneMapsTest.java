package dev.pentimento.dashboard.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TsneMapsTest {
    private final StreamStory story = new StreamStory();
    private final ModelVersion first = story.version(StreamStory.FIRST, Stage.CHAMPION, null, true);
    private final ModelVersion second = story.version(StreamStory.SECOND, Stage.CHAMPION, StreamStory.FIRST, true);
    private Instant now = StreamStory.BEGIN;
    private final TsneMaps maps = new TsneMaps(story.embeddings(), () -> now);

    private List<MapPoint> points(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> MapPoint.of(story.prediction(number, StreamStory.BEGIN, false), null, number))
                .toList();
    }

    @Test
    void everyImageHasAPlaceBeforeAndAfterTheCorrection() {
        List<TsneMaps.Placed> placed = maps.of(first, () -> points(20));

        assertThat(placed).extracting(TsneMaps.Placed::imageId).hasSize(20).contains("image-7");
        assertThat(placed)
                .allSatisfy(one -> assertThat(new float[] {one.x(), one.y(), one.correctedX(), one.correctedY()})
                        .doesNotContain(Float.NaN));
    }

    @Test
    void aMapIsComputedOnceAMinuteForAllReaders() {
        List<TsneMaps.Placed> placed = maps.of(first, () -> points(20));

        now = now.plusSeconds(60);
        assertThat(maps.of(first, () -> points(30))).isSameAs(placed);
        now = now.plusSeconds(1);
        assertThat(maps.of(first, () -> points(30))).hasSize(30);
    }

    @Test
    void anotherChampionGetsANewMapAtOnce() {
        maps.of(first, () -> points(20));

        assertThat(maps.of(second, () -> points(10))).hasSize(10);
    }

    @Test
    void tooFewImagesMakeNoMap() {
        assertThatThrownBy(() -> maps.of(first, () -> points(3)))
                .isInstanceOf(EmbeddingsUnavailableException.class)
                .hasMessage("the log contains too few embeddings");
    }
}
