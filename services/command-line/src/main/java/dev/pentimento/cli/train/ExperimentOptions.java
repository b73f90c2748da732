package dev.pentimento.cli.train;

import dev.pentimento.learning.experiment.ExperimentKind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code train --experiment} takes beside the data set. */
final class ExperimentOptions {
    @Option(
            names = "--experiment",
            paramLabel = "KIND",
            description =
                    "Publish nothing, but measure over several seeds and write a report: ${COMPLETION-CANDIDATES}.")
    private @Nullable ExperimentKind kind;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often an experiment is repeated. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--report-dir",
            defaultValue = "reports",
            paramLabel = "DIR",
            description = "Where an experiment writes, and goes on after an interruption. Default: ${DEFAULT-VALUE}.")
    private Path reportDir = Path.of("reports");

    @Nullable
    ExperimentKind kind() {
        return kind;
    }

    int seeds() {
        return seeds;
    }

    Path reportDir() {
        return reportDir;
    }
}
