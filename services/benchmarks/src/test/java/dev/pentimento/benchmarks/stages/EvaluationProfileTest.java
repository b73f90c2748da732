package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Figures.Figure;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EvaluationProfileTest {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void itCountsTheImagesBetweenItsFirstAndItsLastSample() throws InterruptedException {
        Thread stream = new Thread(this::await, "evaluation-StreamThread-1");
        stream.start();
        Figures.Builder figures = new Figures.Builder();
        try (EvaluationProfile profile = new EvaluationProfile(100, 200)) {
            profile.accept(99);
            profile.accept(150);
            profile.accept(200);
            profile.addTo(figures, 100);
        } finally {
            ended.countDown();
            stream.join();
        }

        assertThat(figures.build().measured())
                .extracting(Figure::name)
                .contains("evaluation: quality", "evaluation: drift", "evaluation: Kafka Streams itself")
                .endsWith("quality and drift, of all processor time");
        assertThat(figures.build().measured()).extracting(Figure::value).allMatch(value -> value >= 0);
    }

    @Test
    void withoutAStreamThreadItFails() {
        try (EvaluationProfile profile = new EvaluationProfile(100, 200)) {
            assertThatThrownBy(() -> profile.accept(100))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no stream thread");
        }
    }

    @Test
    void withTooFewImagesItSaysSo() {
        Figures.Builder figures = new Figures.Builder();
        try (EvaluationProfile profile = new EvaluationProfile(100, 133)) {
            profile.accept(133);
            profile.addTo(figures, 100);
        }

        assertThat(figures.build().measured()).isEmpty();
        assertThat(figures.build().missing()).singleElement().asString().contains("more --images");
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
