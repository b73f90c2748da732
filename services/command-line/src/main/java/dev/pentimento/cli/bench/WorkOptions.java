package dev.pentimento.cli.bench;

import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.cli.options.UsageException;
import picocli.CommandLine.Option;

/** How much work is measured. */
final class WorkOptions {
    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "360000",
            description =
                    "Images that wait in the topic. The last third is the steady state. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(
            names = "--cold-images",
            paramLabel = "N",
            defaultValue = "60000",
            description = "The first so many images are the cold start; the Python consumer gets as many. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int cold;

    @Option(
            names = "--labelled",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the images whose labels wait, too. Default: ${DEFAULT-VALUE}.")
    private double labelled;

    @Option(names = "--no-peer", description = "Do not measure the Python consumer.")
    private boolean noPeer;

    @Option(
            names = "--python",
            paramLabel = "PYTHON",
            defaultValue = "python3",
            description = "Python for the Python consumer, with confluent_kafka, torch, numpy and PIL. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String python = "python3";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed for training, image order and labels. Default: ${DEFAULT-VALUE}.")
    private long seed;

    BenchmarkOptions options() {
        try {
            return new BenchmarkOptions(images, cold, labelled, !noPeer, python, seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() == null ? "wrong options" : e.getMessage());
        }
    }
}
