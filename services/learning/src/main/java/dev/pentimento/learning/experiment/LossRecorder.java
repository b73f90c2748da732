package dev.pentimento.learning.experiment;

import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import java.util.ArrayList;
import java.util.List;

/** Hands reports on and keeps their losses. */
final class LossRecorder implements TrainingProgress {
    private final TrainingProgress listener;
    private final List<Run.Loss> losses = new ArrayList<>();
    private final List<Double> cpuSeconds = new ArrayList<>();

    private LossRecorder(TrainingProgress listener) {
        this.listener = listener;
    }

    static LossRecorder of(TrainingContext context) {
        return new LossRecorder(context.progress());
    }

    TrainingContext within(TrainingContext context) {
        return new TrainingContext(context.device(), this, context.clock());
    }

    @Override
    public void report(Report report) {
        losses.add(new Run.Loss(report.phase(), report.epoch(), report.loss(), report.validation()));
        cpuSeconds.add(CpuTime.seconds());
        listener.report(report);
    }

    @Override
    public boolean cancelled() {
        return listener.cancelled();
    }

    /** Processor time at each report. */
    List<Double> cpuSeconds() {
        return List.copyOf(cpuSeconds);
    }

    List<Run.Loss> losses() {
        return List.copyOf(losses);
    }
}
