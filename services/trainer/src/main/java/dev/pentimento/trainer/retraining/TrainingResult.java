package dev.pentimento.trainer.retraining;

/** How a training ended. */
public sealed interface TrainingResult {

    /** In words, for logs and answers. */
    String detail();

    /** A new candidate was published. */
    record Published(String version, String detail) implements TrainingResult {}

    /** What was learned gives no version: its own validation refuses it, or it is known already. */
    record Refused(String detail) implements TrainingResult {}

    record Failed(String detail) implements TrainingResult {}

    /** The service stops. */
    record Cancelled(String detail) implements TrainingResult {}
}
