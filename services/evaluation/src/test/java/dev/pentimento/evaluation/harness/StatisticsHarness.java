package dev.pentimento.evaluation.harness;

import static dev.pentimento.evaluation.harness.DriftRuns.median;

import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.detection.DriftDetector.Event;
import dev.pentimento.statistics.drift.scores.DriftScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints what the statistics promise and what they keep, on real images: {@code mvn -Pharness}. It asserts nothing; the
 * figures of a run stand in docs/explanation/statistics.md. {@code -Dharness.runs=N} makes fewer runs than 200.
 */
class StatisticsHarness {
    private static final int RUNS = Integer.getInteger("harness.runs", 200);
    private static final double PROMISE = 10_000;
    /** Changed images after the alarm, before the stream returns. */
    private static final long STAYING = 1_500;
    /** Until then an alarm must be raised, and be resolved after the return. */
    private static final long LIMIT = 10_000;

    private final Map<String, Scored> sets = new HashMap<>();
    private RealImages images;
    private DriftScores scores;

    @Test
    void printsTheTable() throws IOException {
        images = RealImages.open(Path.of(System.getProperty("harness.directory", "target/harness")));
        scores = DriftScores.fit(images.fitting().embeddings(), 1);
        verdicts();
        changes();
        promises();
        naiveRules();
    }

    @Test
    void printsTheXRays() {
        XRays.print(System.getenv("PENTIMENTO_TEST_DATA"), Math.max(1, RUNS / 4));
    }

    private static void print(String form, Object... values) {
        System.out.printf(Locale.ROOT, form + "%n", values);
    }

    private Scored set(String name) {
        return sets.computeIfAbsent(
                name,
                none -> Scored.of(
                        scores,
                        switch (name) {
                            case "pool" -> images.pool();
                            case "sources" -> images.ofSources();
                            default -> images.changed(name);
                        }));
    }

    private void promises() {
        print("%n## Run length without drift over the promised one (%d runs, each cut off at three promises)", RUNS);
        promise(5_000, 2_000, "pool", 1, RUNS, 3);
        promise(5_000, 5_000, "pool", 1, RUNS, 3);
        promise(5_000, 5_000, "class", 5, RUNS, 3);
        promise(5_000, 2_000, "class", 5, RUNS, 3);
        promise(5_000, 5_000, "class", 10, RUNS, 3);
        promise(5_000, 5_000, "source", 10, RUNS, 3);
        promise(100_000, 5_000, "pool", 1, RUNS, 2);
    }

    private void promise(double promise, int size, String kind, int burst, int runs, int cut) {
        Scored set = set(kind.equals("source") ? "sources" : "pool");
        double sum = 0;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(1_000 + run);
            DriftRuns.Split split = DriftRuns.Split.draw(set, size, scores.names(), random);
            Sampler stream = burst == 1
                    ? Sampler.independent(set, split.rest())
                    : Sampler.bursts(
                            set,
                            split.rest(),
                            row -> kind.equals("source")
                                    ? row % RealImages.SOURCES
                                    : set.images().labels()[row],
                            burst);
            DriftDetector detector = new DriftDetector(split.histograms(), promise);
            sum += DriftRuns.until(Event.RAISED, detector, split.histograms(), stream, random, (long) (cut * promise));
        }
        print(
                "promise %,.0f, reference %,d, bursts of %d%s, %d runs cut off at %d promises: %.2f",
                promise, size, burst, burst == 1 ? "" : " of a " + kind, runs, cut, sum / runs / promise);
    }

    private Sampler changed(String name, DriftRuns.Split split) {
        int[] all = IntStream.range(0, RealImages.CHANGED).toArray();
        if (name.startsWith("10 % ")) {
            return Sampler.independent(set("pool"), split.rest())
                    .mixed(Sampler.independent(set(name.substring(5)), all), 0.1);
        }
        return switch (name) {
            case "class mix, one class doubled" -> Sampler.classMix(set("pool"), split.rest(), 1, 2);
            case "class mix, three classes by half" -> Sampler.classMix(set("pool"), split.rest(), 3, 1.5);
            default -> Sampler.independent(set(name), all);
        };
    }

    private static final List<String> STRONG = List.of("blur 1", "noise 1", "rotation 1", "contrast 1", "mixed 1");
    private static final List<String> WEAK = List.of(
            "source 1",
            "10 % noise 2",
            "10 % rotation 2",
            "10 % mixed 2",
            "class mix, one class doubled",
            "class mix, three classes by half");

    private void changes() {
        int runs = Math.max(1, RUNS / 2);
        print(
                "%n## Changes, promise %,.0f, reference 5,000, %d runs each: 2,000 clean images, changed ones until the",
                PROMISE, runs);
        print(
                "## alarm and %,d more, clean ones again; resolved: within %,d images, and not before the return",
                STAYING, LIMIT);
        for (List<String> names : List.of(STRONG, WEAK)) {
            int right = 0;
            int all = 0;
            for (String name : names) {
                int[] resolved = change(name, runs);
                right += resolved[0];
                all += resolved[1];
            }
            print("resolved, %s: %.1f %%", names == STRONG ? "strong" : "weak", 100.0 * right / all);
        }
    }

    private int[] change(String name, int runs) {
        List<Double> delays = new ArrayList<>();
        List<Double> returns = new ArrayList<>();
        int falseAlarms = 0;
        int early = 0;
        int again = 0;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(5_000 + run);
            DriftRuns.Split split = DriftRuns.Split.draw(set("pool"), 5_000, scores.names(), random);
            Sampler clean = Sampler.independent(set("pool"), split.rest());
            DriftRuns.Change change =
                    DriftRuns.change(split, clean, changed(name, split), PROMISE, STAYING, LIMIT, random);
            if (change.falseAlarm()) {
                falseAlarms++;
                continue;
            }
            delays.add((double) change.delay());
            early += change.resolved() < 0 ? 1 : 0;
            again += (int) change.alarmsAfter();
            if (change.resolved() >= 0 && change.resolved() < LIMIT) {
                returns.add((double) change.resolved());
            }
        }
        print(
                "%s: median delay %.0f; resolved %d of %d, median after %.0f; %d early, %d alarms again, %d false before",
                name,
                median(delays.stream().mapToDouble(each -> each).toArray()),
                returns.size(),
                delays.size(),
                median(returns.stream().mapToDouble(each -> each).toArray()),
                early,
                again,
                falseAlarms);
        return new int[] {returns.size(), delays.size()};
    }

    private static final List<String> STREAMS_OF_RULES = List.of(
            "without drift",
            "bursts of 5 of a class",
            "blur 1",
            "source 1",
            "10 % rotation 2",
            "class mix, one class doubled");

    private Sampler streamOfRules(String name, DriftRuns.Split split) {
        return switch (name) {
            case "without drift" -> Sampler.independent(set("pool"), split.rest());
            case "bursts of 5 of a class" ->
                Sampler.bursts(
                        set("pool"), split.rest(), row -> set("pool").images().labels()[row], 5);
            default -> changed(name, split);
        };
    }

    private void naiveRules() {
        int runs = Math.max(1, RUNS / 4);
        print(
                "%n## Rules in wide use on the same streams, windows of %d, %d runs cut off at %,.0f images",
                NaiveRules.WINDOW, runs, 3 * PROMISE);
        double[][][] images = new double[STREAMS_OF_RULES.size()][NaiveRules.NAMES.size()][runs];
        for (int run = 0; run < runs; run++) {
            Random random = new Random(9_000 + run);
            DriftRuns.Split split = DriftRuns.Split.draw(set("pool"), 5_000, scores.names(), random);
            NaiveRules rules = new NaiveRules(split, scores, random);
            for (int stream = 0; stream < images.length; stream++) {
                naiveRun(rules, streamOfRules(STREAMS_OF_RULES.get(stream), split), random, images[stream], run);
            }
        }
        for (int stream = 0; stream < images.length; stream++) {
            for (int rule = 0; rule < NaiveRules.NAMES.size(); rule++) {
                double[] each = images[stream][rule];
                print(
                        "%s, %s: %s",
                        STREAMS_OF_RULES.get(stream),
                        NaiveRules.NAMES.get(rule),
                        stream < 2
                                ? String.format(
                                        Locale.ROOT,
                                        "run length over %,.0f: %.3f",
                                        PROMISE,
                                        Arrays.stream(each).average().orElse(0) / PROMISE)
                                : String.format(Locale.ROOT, "median delay %,.0f", median(each)));
            }
        }
        promise(PROMISE, 5_000, "pool", 1, runs, 3);
        promise(PROMISE, 5_000, "class", 5, runs, 3);
    }

    /** Images until each rule's first alarm, at most three promises. */
    private static void naiveRun(NaiveRules rules, Sampler sampler, Random random, double[][] delays, int run) {
        int silent = delays.length;
        for (long seen = NaiveRules.WINDOW; silent > 0; seen += NaiveRules.WINDOW) {
            boolean[] alarms = rules.alarms(sampler.next(random, NaiveRules.WINDOW));
            for (int rule = 0; rule < alarms.length; rule++) {
                if (delays[rule][run] == 0 && (alarms[rule] || seen > 3 * PROMISE)) {
                    delays[rule][run] = seen;
                    silent--;
                }
            }
        }
    }

    private void verdicts() {
        VerdictRuns runs = new VerdictRuns(8_000);
        print("%n## Verdicts, looked at after every label up to 20,000, %,d runs", 10 * RUNS);
        for (double discordance : new double[] {.005, .02, .1, .3}) {
            VerdictRuns.False wrong = runs.falseVerdicts(discordance, 10 * RUNS, 7);
            print(
                    "false verdicts at discordance %.1f %%: %.1f %%; peeking z-test %.0f %%",
                    100 * discordance, 100 * wrong.ours(), 100 * wrong.peeking());
        }
        double[][] cases = {{.02, .01}, {.05, .02}, {.1, .03}, {.1, .05}, {.3, .05}};
        for (double[] each : cases) {
            print(
                    "median stop / labels of a fixed McNemar test, discordance %.0f %%, difference %.0f points: %.2f",
                    100 * each[0], 100 * each[1], runs.stopOverFixed(each[0], each[1], 10 * RUNS, 8));
        }
    }
}
