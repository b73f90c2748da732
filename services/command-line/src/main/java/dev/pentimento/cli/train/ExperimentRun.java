package dev.pentimento.cli.train;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.experiment.Experiment;
import dev.pentimento.learning.experiment.ExperimentPlan;
import dev.pentimento.learning.experiment.ExperimentReport;
import dev.pentimento.learning.experiment.ReportPage;
import dev.pentimento.learning.experiment.ReportText;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Runs an experiment. Progress goes to standard error, the tables to standard output. */
final class ExperimentRun {
    /** The exit code of a process ended by Ctrl-C: 128 plus the signal number. */
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;

    ExperimentRun(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Uses one thread, so that CPU time is comparable and results do not depend on the number of cores. */
    int carryOut(ExperimentPlan plan, String device) {
        try (StopSignal stop = StopSignal.listen()) {
            TorchEngine.start(1);
            TrainingLines lines = new TrainingLines(terminal, stop::requested);
            TrainingContext context = new TrainingContext(ComputeDevice.select(device), lines, InstantSource.system());
            try {
                ExperimentReport report = new Experiment(plan, context, (run, runs, what, left) -> {
                            lines.finish();
                            terminal.note("run " + run + " of " + runs + ": " + what + words(left));
                        })
                        .run();
                lines.finish();
                Path page = ReportPage.write(report, plan.folder());
                ReportText.lines(report).forEach(terminal.out()::println);
                terminal.out().println("report: " + page);
                terminal.out().flush();
                return 0;
            } catch (TrainingCancelledException e) {
                lines.finish();
                terminal.note("interrupted; run the same command to continue with the results in " + plan.folder());
                return INTERRUPTED;
            }
        }
    }

    private static String words(Optional<Duration> left) {
        return left.map(time -> time.toMinutes() < 1
                        ? ", less than a minute left"
                        : ", about " + time.toMinutes() + " min left")
                .orElse("");
    }
}
