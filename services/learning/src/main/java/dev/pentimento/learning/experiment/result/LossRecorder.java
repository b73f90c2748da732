package dev.pentimento.learning.experiment.result;

import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import java.util.ArrayList;
import java.util.List;

/** Forwards reports and records their losses. */
public final class LossRecorder implements TrainingProgress {
    private final TrainingProgress listener;
    private final List<ArmResult.Loss> losses = new ArrayList<>();
    private final List<Double> cpuSeconds = new ArrayList<>();

    private LossRecorder(TrainingProgress listener) {
        this.listener = listener;
    }

    public static LossRecorder of(TrainingContext context) {
        return new LossRecorder(context.progress());
    }

    public TrainingContext within(TrainingContext context) {
        return new TrainingContext(context.device(), this, context.clock());
    }

    @Override
    public void report(Report report) {
        losses.add(new ArmResult.Loss(report.phase(), report.epoch(), report.loss(), report.validation()));
        cpuSeconds.add(CpuTime.seconds());
        listener.report(report);
    }

    @Override
    public void images(String what, long done, long of) {
        listener.images(what, done, of);
    }

    @Override
    public boolean cancelled() {
        return listener.cancelled();
    }

    /** CPU time at each report. */
    public List<Double> cpuSeconds() {
        return List.copyOf(cpuSeconds);
    }

    public List<ArmResult.Loss> losses() {
        return List.copyOf(losses);
    }
}
