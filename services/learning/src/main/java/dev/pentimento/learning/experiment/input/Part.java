package dev.pentimento.learning.experiment.input;

/** What the data of one seed are divided into. */
public enum Part {
    TRAIN,
    CHECKPOINTS,
    LABELS,
    VALIDATION,
    TEST
}
