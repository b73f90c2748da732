package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Figures.Figure;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CourseTest {
    @Test
    void theSteadyStateComesFirstThenEveryStretchToTheEnd() {
        assertThat(names(course(100, 40, LongStream.rangeClosed(0, 100))))
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
    void aReaderThatSkipsAWholeStretchHasNoFigureForIt() {
        assertThat(names(course(100, 20, LongStream.of(0, 50, 70, 100))))
                .contains("images 1 to 20: all", "images 41 to 60: all", "images 61 to 80: all")
                .doesNotContain("images 21 to 40: all");
    }

    private static Course course(int images, int every, LongStream predictions) {
        Course course = new Course(images, every);
        predictions.forEach(course);
        return course;
    }

    private static List<String> names(Course course) {
        Figures.Builder figures = new Figures.Builder();
        course.addTo(figures);
        return figures.build().measured().stream().map(Figure::name).toList();
    }
}
