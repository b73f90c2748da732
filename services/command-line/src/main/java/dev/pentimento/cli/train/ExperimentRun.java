package dev.pentimento.cli.train;

import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.experiment.Experiment;
import dev.pentimento.learning.experiment.ExperimentPlan;
import dev.pentimento.learning.experiment.ExperimentReport;
import dev.pentimento.learning.experiment.ReportPage;
import dev.pentimento.learning.experiment.Summary;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Carries an experiment out, with progress on standard error and the tables on standard output. */
final class ExperimentRun {
    /** What a shell says of a process that Ctrl-C ended: 128 and the signal's number. */
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;

    ExperimentRun(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One thread, so that processor seconds can be compared and results do not depend on the number of cores. */
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
                Summary.lines(report).forEach(terminal.out()::println);
                terminal.out().println("report: " + page);
                terminal.out().flush();
                return 0;
            } catch (TrainingCancelledException e) {
                lines.finish();
                terminal.note("interrupted; the same command goes on with what is in " + plan.folder());
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
