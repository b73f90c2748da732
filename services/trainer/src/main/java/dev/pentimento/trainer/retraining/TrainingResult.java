package dev.pentimento.trainer.retraining;

/** How a training ended. */
public sealed interface TrainingResult {

    /** Sentence for logs and answers. */
    String detail();

    /** A new candidate was published. */
    record Published(String version, String detail) implements TrainingResult {}

    /** No new version: validation does not accept the result, or the version already exists. */
    record Refused(String detail) implements TrainingResult {}

    record Failed(String detail) implements TrainingResult {}

    /** The service stopped during the training. */
    record Cancelled(String detail) implements TrainingResult {}
}
