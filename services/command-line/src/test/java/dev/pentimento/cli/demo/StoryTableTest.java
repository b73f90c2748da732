package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.Samples;
import dev.pentimento.cli.process.WindowSize;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StoryTableTest {
    private final ObservedResults results = new ObservedResults();
    private final StoryTable table = new StoryTable("the page", 100, results, InstantSource.fixed(Samples.NOON));

    @Test
    void aRowShowsBothArmsOfAWindow() {
        results.quality(window("all", 0));

        assertThat(lines(20))
                .anySatisfy(line -> assertThat(line)
                        .contains("40")
                        .contains("70.0 %")
                        .contains("80.0 %")
                        .endsWith("v"));
    }

    @Test
    void windowsOfASourceAndThoseSinceTheChampionBeganAreNotShown() {
        results.quality(window("source=ward", 0));
        results.quality(Samples.quality("all", null, 0.7, 0.8, Verdict.HELPS));

        assertThat(results.windows()).isEmpty();
    }

    @Test
    void theEventsFollowTheWindows() {
        results.alarm(Objects.requireNonNull(Samples.drift(AlarmState.RAISED).getAlarm()));
        results.version(Samples.version("aa11", Stage.CHAMPION, Samples.NOON));

        assertThat(lines(20))
                .endsWith(
                        "drift alarm at image 900; estimated start of the drift: image 850",
                        "version aa11 is CHAMPION: the first one");
    }

    @Test
    void aLowWindowShowsTheLatestRows() {
        for (int i = 0; i < 50; i++) {
            results.quality(window("all", i));
        }

        assertThat(lines(10)).hasSizeLessThanOrEqualTo(10).first().isEqualTo("the page");
    }

    @Test
    void aNarrowWindowCutsLongLines() {
        assertThat(table.lines(new WindowSize(12, 10))).allMatch(line -> line.length() <= 12);
    }

    private List<String> lines(int rows) {
        return table.lines(new WindowSize(120, rows));
    }

    private static QualityWindow window(String slice, int minute) {
        return Samples.quality(slice, Samples.NOON.plusSeconds(60L * minute), 0.7, 0.8, Verdict.UNDECIDED);
    }
}
