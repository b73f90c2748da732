package dev.pentimento.learning.experiment.input;

/** The parts into which the data of one seed are split. */
public enum Part {
    TRAIN,
    CHECKPOINTS,
    LABELS,
    VALIDATION,
    TEST
}
