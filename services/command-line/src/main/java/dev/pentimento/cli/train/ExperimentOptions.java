package dev.pentimento.cli.train;

import dev.pentimento.learning.experiment.ExperimentKind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of {@code train --experiment}. */
final class ExperimentOptions {
    @Option(
            names = "--experiment",
            paramLabel = "KIND",
            description =
                    "Measure over several seeds and write a report, but publish nothing: ${COMPLETION-CANDIDATES}.")
    @Nullable
    ExperimentKind kind;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Number of repetitions of the experiment, each with another seed. Default: ${DEFAULT-VALUE}.")
    int seeds;

    @Option(
            names = "--report-dir",
            defaultValue = "reports",
            paramLabel = "DIR",
            description =
                    "Folder for the report. An interrupted experiment resumes from it. Default: ${DEFAULT-VALUE}.")
    Path reportDir = Path.of("reports");
}
