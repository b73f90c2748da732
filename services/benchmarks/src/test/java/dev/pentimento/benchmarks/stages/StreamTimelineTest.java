package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Figures.Figure;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class StreamTimelineTest {
    @Test
    void theSteadyStateComesFirstThenEveryIntervalToTheEnd() {
        assertThat(names(timeline(100, 40, LongStream.rangeClosed(0, 100))))
                .contains("system: all", "system: Java's compiler", "system: Java's garbage collector")
                .endsWith(
                        "images 1 to 40: Java's compiler",
                        "images 1 to 40: Java's garbage collector",
                        "images 1 to 40: all",
                        "images 41 to 80: Java's compiler",
                        "images 41 to 80: Java's garbage collector",
                        "images 41 to 80: all",
                        "images 81 to 100: Java's compiler",
                        "images 81 to 100: Java's garbage collector",
                        "images 81 to 100: all");
    }

    @Test
    void aReaderThatSkipsAWholeIntervalHasNoFigureForIt() {
        assertThat(names(timeline(100, 20, LongStream.of(0, 50, 70, 100))))
                .contains("images 1 to 20: all", "images 41 to 60: all", "images 61 to 80: all")
                .doesNotContain("images 21 to 40: all");
    }

    @Test
    void aSteadyStateWithoutTimeBetweenItsPredictionsFails() {
        assertThatThrownBy(() -> names(timeline(100, 40, LongStream.of(0, 100))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("use more --images");
    }

    private static StreamTimeline timeline(int images, int every, LongStream predictions) {
        StreamTimeline timeline = new StreamTimeline(images, every);
        predictions.forEach(timeline);
        return timeline;
    }

    private static List<String> names(StreamTimeline timeline) {
        Figures.Builder figures = new Figures.Builder();
        timeline.addTo(figures);
        return figures.build().measured().stream().map(Figure::name).toList();
    }
}
