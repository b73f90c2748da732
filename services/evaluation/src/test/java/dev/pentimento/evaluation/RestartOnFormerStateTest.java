package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.QualityWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The evaluation starts on every store and on the unread internal records of the release before the first format, goes on,
 * and gives the figures of a run that was never interrupted. See {@link FormerRun}.
 */
class RestartOnFormerStateTest {
    @TempDir
    Path state;

    /** The latest revision of each window; how often one was written depends on the clock. */
    private record Figures(Map<String, QualityWindow> quality, Map<String, DriftWindow> drift) {
        static Figures of(TestStream stream) {
            Figures figures = new Figures(new TreeMap<>(), new TreeMap<>());
            stream.quality()
                    .forEach((name, window) -> figures.quality.put(
                            name,
                            QualityWindow.newBuilder(window).setRevision(0).build()));
            stream.drift()
                    .forEach(window -> figures.drift.put(
                            window.getSlice() + "|" + window.getWindowStart(),
                            DriftWindow.newBuilder(window).setRevision(0).build()));
            return figures;
        }
    }

    private FormerRun run(TestStream stream) {
        return new FormerRun(stream, version -> FormerRunWriter.serve(stream, version));
    }

    private static List<String[]> lines(String kind) {
        return Golden.lines("restart.former.txt").stream()
                .map(line -> line.split(" "))
                .filter(line -> line[0].equals(kind))
                .toList();
    }

    private static LastingStores formerStores() {
        LastingStores stores = new LastingStores();
        for (String[] line : lines("store")) {
            stores.content(line[1])
                    .put(
                            Bytes.wrap(HexFormat.of().parseHex(line[2])),
                            HexFormat.of().parseHex(line[3]));
        }
        return stores;
    }

    private static List<AlarmState> alarms(Figures figures) {
        List<AlarmState> states = new ArrayList<>();
        figures.drift.values().stream()
                .filter(window -> window.getSlice().equals("all") && window.getAlarm() != null)
                .forEach(window -> states.add(window.getAlarm().getState()));
        return states;
    }

    @Test
    void figuresAreThoseOfARunThatWasNeverInterrupted() {
        Figures uninterrupted;
        try (TestStream stream = new TestStream(state.resolve("whole"), FormerRun.SETTINGS)) {
            FormerRun run = run(stream);
            run.firstPart();
            run.endOfFirstPart();
            run.secondPart();
            uninterrupted = Figures.of(stream);
        }

        Figures restarted;
        try (TestStream stream = new TestStream(state.resolve("restarted"), FormerRun.SETTINGS, formerStores())) {
            FormerRun run = run(stream);
            run.skipFirstPart();
            for (String[] line : lines("topic")) {
                stream.handOn(line[1], HexFormat.of().parseHex(line[3]));
            }
            run.secondPart();
            restarted = Figures.of(stream);
            assertThat(stream.metrics
                            .get("pentimento.evaluation.state.unreadable")
                            .counters())
                    .allMatch(counter -> counter.count() == 0);
        }

        assertThat(restarted.quality).hasSizeGreaterThan(60).containsKeys("v2|all|total", "v2|source=a|total");
        assertThat(restarted.drift).hasSizeGreaterThan(60);
        assertThat(alarms(restarted)).contains(AlarmState.RAISED, AlarmState.RESOLVED);
        restarted.quality.forEach(
                (name, window) -> assertThat(window).as(name).isEqualTo(uninterrupted.quality.get(name)));
        restarted.drift.forEach((name, window) ->
                assertThat(withoutOnset(window)).as(name).isEqualTo(withoutOnset(uninterrupted.drift.get(name))));
    }

    /** The former release did not keep between which images a change began, nor did it check for harm. */
    private static DriftWindow withoutOnset(DriftWindow given) {
        DriftWindow window = DriftWindow.newBuilder(given).setHarm(null).build();
        return window.getAlarm() == null
                ? window
                : DriftWindow.newBuilder(window)
                        .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                                .setOnsetEarliestImage(0)
                                .setOnsetLatestImage(0)
                                .build())
                        .build();
    }

    @Test
    void aDetectorOfAnUnknownFormatStartsAnewAndTheStreamGoesOn() {
        LastingStores stores = formerStores();
        stores.content("drift-detectors").replaceAll((key, value) -> {
            byte[] other = value.clone();
            for (int i = 0; i + 3 < Math.min(16, other.length); i++) {
                if (other[i] == 0 && other[i + 1] == 0 && other[i + 2] == 0 && other[i + 3] == 2) {
                    other[i + 3] = 99; // the format of the detector within the whole state
                }
            }
            return other;
        });
        try (TestStream stream = new TestStream(state, FormerRun.SETTINGS, stores)) {
            FormerRun run = run(stream);
            run.skipFirstPart();
            run.secondPart();
            DriftWindow last = stream.drift().stream()
                    .filter(window -> window.getSlice().equals("all"))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(last.getImagesSinceReference()).isBetween(900L, 1100L);
            assertThat(stream.metrics
                            .get("pentimento.evaluation.state.unreadable")
                            .tag("store", "drift-detectors")
                            .counter()
                            .count())
                    .as("whole states of three slices")
                    .isEqualTo(3);
        }
    }

    @Test
    void keysThatCannotBeReadAreSkippedAndTheFiguresAreTheSame() {
        LastingStores damaged = formerStores();
        for (String store : damaged.names()) {
            byte[] value = damaged.content(store).firstEntry().getValue();
            damaged.content(store).put(Bytes.wrap(new byte[] {1}), value);
        }
        Figures whole = secondPart(state.resolve("whole"), formerStores());
        Figures skipped = secondPart(state.resolve("damaged"), damaged);
        assertThat(skipped.quality).isEqualTo(whole.quality);
        assertThat(skipped.drift).isEqualTo(whole.drift);
    }

    private Figures secondPart(Path directory, LastingStores stores) {
        try (TestStream stream = new TestStream(directory, FormerRun.SETTINGS, stores)) {
            FormerRun run = run(stream);
            run.skipFirstPart();
            run.secondPart();
            return Figures.of(stream);
        }
    }

    @Test
    void valuesOfLaterFormatsAreDroppedAndTheStreamGoesOn() {
        LastingStores stores = formerStores();
        for (String store : stores.names()) {
            stores.content(store).replaceAll((key, value) -> new byte[] {0x7F, 1, 2});
        }
        try (TestStream stream = new TestStream(state, FormerRun.SETTINGS, stores)) {
            stream.handOn("quality-counts", new byte[] {0x7F});
            stream.handOn("drift-counts", new byte[] {0x7F});
            FormerRun run = run(stream);
            run.skipFirstPart();
            run.secondPart();
            Figures figures = Figures.of(stream);
            assertThat(figures.quality.get("v2|all|total").getImages()).isEqualTo(84 * 12 + 1);
            assertThat(figures.drift).hasSizeGreaterThan(60);
        }
    }
}
