package dev.pentimento.learning.training;

/** How rare classes are given the weight of frequent ones. */
public enum ClassBalance {
    /** Nothing: classes count as often as they come. */
    NONE,
    /** Every row once in an epoch, the loss weighted by n / (k · rows of the class). */
    WEIGHTS,
    /** As many rows in an epoch, but each of a class drawn uniformly, with repetition. */
    SAMPLING
}
