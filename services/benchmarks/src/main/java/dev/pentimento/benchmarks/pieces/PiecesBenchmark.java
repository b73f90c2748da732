package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The inner pieces, briefly. JMH measures each in a process of its own. */
public final class PiecesBenchmark implements Benchmark {
    private static final List<Class<?>> PIECES = List.of(NetworkPieces.class, AvroPieces.class, EvaluationPieces.class);
    private static final int WARM_UP = 4;
    private static final int MEASURED = 4;
    private static final TimeValue TIME = TimeValue.milliseconds(750);

    @Override
    public String name() {
        return "pieces";
    }

    @Override
    public String description() {
        return "the inner pieces of the work on one thread, for each image: decoding, networks, Avro, join, quality, drift";
    }

    @Override
    public void prepare(Workbench bench) {
        FashionWorkload.of(bench.shared(), JudgedBatch.SEED);
    }

    @Override
    public Figures run(Workbench bench) throws IOException {
        Path output = bench.own().resolve("jmh.txt");
        OptionsBuilder options = new OptionsBuilder();
        PIECES.forEach(each -> options.include(each.getName().replace(".", "\\.")));
        Options all = options.forks(1)
                .warmupIterations(WARM_UP)
                .warmupTime(TIME)
                .measurementIterations(MEASURED)
                .measurementTime(TIME)
                .timeUnit(TimeUnit.MICROSECONDS)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL)
                .output(output.toString())
                .jvmArgsAppend("-D" + JudgedBatch.FOLDER + "=" + bench.shared(), "-Djmh.ignoreLock=true")
                .build();
        try {
            return figures(new Runner(all).run());
        } catch (RunnerException e) {
            throw new IllegalStateException("a piece failed; JMH says:\n" + Files.readString(output), e);
        }
    }

    private static Figures figures(Collection<RunResult> results) {
        Figures.Builder figures = new Figures.Builder();
        for (RunResult result : results) {
            figures.add(
                    title(result.getParams().getBenchmark()),
                    Unit.MICROSECONDS,
                    result.getPrimaryResult().getScore());
        }
        return figures.build();
    }

    /** {@code NetworkPieces.decodePng28} → {@code network: decode png 28}. */
    static String title(String benchmark) {
        String[] names = benchmark.split("\\.");
        String group = names[names.length - 2].replace("Pieces", "");
        String piece = names[names.length - 1].replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ");
        return (group + ": " + piece).toLowerCase(Locale.ROOT);
    }
}
