package dev.pentimento.benchmarks.pieces;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import java.io.IOException;
import java.util.Locale;

/** The inner pieces, briefly. JMH measures each in a process of its own. */
public final class PiecesBenchmark implements Benchmark {
    private static final String JMH = "org.openjdk.jmh.runner.Runner";

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
        if (isInstalled()) {
            FashionWorkload.of(bench);
        }
    }

    @Override
    public Figures run(Workbench bench) throws IOException {
        if (!isInstalled()) {
            return new Figures.Builder()
                    .missing("the inner pieces: a release does not contain JMH; run ./pentimento of the source tree")
                    .build();
        }
        return JmhRun.of(bench);
    }

    private static boolean isInstalled() {
        try {
            Class.forName(JMH, false, PiecesBenchmark.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** {@code NetworkPieces.decodePng28} → {@code network: decode png 28}. */
    static String title(String benchmark) {
        String[] names = benchmark.split("\\.");
        String group = names[names.length - 2].replace("Pieces", "");
        String piece = names[names.length - 1].replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ");
        return (group + ": " + piece).toLowerCase(Locale.ROOT);
    }
}
