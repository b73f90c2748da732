package dev.pentimento.trainer;

import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.learning.training.TrainingProgress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Records the epochs of a training for its version, and passes them on to the listener. */
final class TrainingReport implements TrainingProgress {
    private final TrainingProgress listener;
    private final Queue<TrainingEpoch> epochs = new ConcurrentLinkedQueue<>();

    TrainingReport(TrainingProgress listener) {
        this.listener = listener;
    }

    @Override
    public void report(Report report) {
        epochs.add(
                new TrainingEpoch(report.phase(), report.epoch(), report.epochs(), report.loss(), report.validation()));
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

    /** The epochs in the order in which they ended. */
    List<TrainingEpoch> epochs() {
        return List.copyOf(epochs);
    }
}
