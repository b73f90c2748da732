package dev.pentimento.cli.models;

import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.train.TrainingLines;
import dev.pentimento.trainer.NetworkImport;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** Prints the progress of an import: images embedded, then epochs of the training. */
final class ImportLines implements NetworkImport.Progress {
    private final Progress embedding;
    private final TrainingLines training;

    ImportLines(Terminal terminal, BooleanSupplier cancelled) {
        this.embedding = new Progress(terminal, "images embedded", InstantSource.system());
        this.training = new TrainingLines(terminal, cancelled);
    }

    @Override
    public void embedded(int images, int of) {
        embedding.show(images, of);
        if (images == of) {
            embedding.clear();
        }
    }

    @Override
    public void report(Report report) {
        training.report(report);
    }

    @Override
    public boolean cancelled() {
        return training.cancelled();
    }

    void finish() {
        training.finish();
    }
}
