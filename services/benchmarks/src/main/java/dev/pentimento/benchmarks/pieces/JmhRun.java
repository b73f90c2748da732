package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs every piece briefly. Apart from {@link PiecesBenchmark}, because a release does not contain JMH. */
final class JmhRun {
    private static final List<Class<?>> PIECES = List.of(NetworkPieces.class, AvroPieces.class, EvaluationPieces.class);
    private static final int WARM_UP = 4;
    private static final int MEASURED = 4;
    private static final TimeValue TIME = TimeValue.milliseconds(750);

    private JmhRun() {}

    static Figures of(Workbench bench) throws IOException {
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
                .jvmArgsAppend(
                        "-D" + JudgedBatch.FOLDER + "=" + bench.shared(),
                        "-D" + JudgedBatch.SEED + "=" + bench.options().seed(),
                        "-Djmh.ignoreLock=true")
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
                    PiecesBenchmark.title(result.getParams().getBenchmark()),
                    Unit.MICROSECONDS,
                    result.getPrimaryResult().getScore());
        }
        return figures.build();
    }
}
