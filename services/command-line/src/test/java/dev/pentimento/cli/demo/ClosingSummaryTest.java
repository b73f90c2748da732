package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.demo.DemoReport.Drift;
import dev.pentimento.cli.demo.DemoReport.Latency;
import dev.pentimento.cli.demo.DemoReport.Phase;
import dev.pentimento.cli.demo.DemoReport.Scores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingSummaryTest {
    private static final Phase CLEAN = phase("clean", 0.9, 0.9);
    private static final Phase DRIFTED = phase("drifted", 0.5, 0.5);
    private static final Phase RECOVERED = phase("recovered", 0.5, 0.8);

    @Test
    void theFirstLineCountsWhatEveryImageBecame() {
        assertThat(printed(List.of(CLEAN), List.of()))
                .startsWith("1,200 images, 1,199 predictions, 0 twice, 1 missing, 2 dead letters");
    }

    @Test
    void thePromotedCorrectionIsMeasuredByTheLossThatItRecovers() {
        assertThat(printed(List.of(CLEAN, DRIFTED, RECOVERED), List.of()))
                .contains("the drift cost the original 40.0 points; the new correction recovers 30.0 of them (75 %)");
    }

    @Test
    void withoutAPromotionTheLossRemains() {
        assertThat(printed(List.of(CLEAN, DRIFTED), List.of()))
                .contains("no correction was promoted: the loss from the drift remains");
    }

    @Test
    void anAlarmTellsWhenTheDriftBeganAndWhenItWasNoticed() {
        assertThat(printed(List.of(CLEAN), List.of(new Drift(2400, 2390, 2484))))
                .contains("drift began at image 2,400; alarm at image 2,484, with its estimate that the drift began at"
                        + " image 2,390");
    }

    @Test
    void aFalseAlarmIsCalledFalse() {
        assertThat(printed(List.of(CLEAN), List.of(new Drift(-1, 10, 100)))).contains("FALSE drift alarm at image 100");
    }

    @Test
    void theLatencyIsGivenForTheRateAtWhichImagesWereSent() {
        assertThat(printed(List.of(CLEAN), List.of(), 150))
                .contains("latency at 150 images/s, camera to committed prediction: median 40 ms, 99 % within 90 ms");
    }

    @Test
    void withoutARateThereIsNoLatencySinceImagesWaitedInAQueue() {
        assertThat(printed(List.of(CLEAN), List.of()))
                .doesNotContain("latency", "throughput")
                .endsWith("the demo does not measure speed; ./pentimento bench does" + System.lineSeparator());
    }

    private static Phase phase(String name, double original, double corrected) {
        return new Phase(
                name,
                400,
                360,
                "v",
                new Scores(original, original, original),
                new Scores(corrected, corrected, corrected),
                3,
                1,
                "UNDECIDED");
    }

    private static String printed(List<Phase> phases, List<Drift> drift) {
        return printed(phases, drift, 0);
    }

    private static String printed(List<Phase> phases, List<Drift> drift, double rate) {
        StringWriter out = new StringWriter();
        new ClosingSummary(
                        new DemoReport(1200, 1199, 0, 1, 2, phases, drift, List.of(), rate, new Latency(40, 90)),
                        new PrintWriter(out))
                .print();
        return out.toString();
    }
}
