package dev.pentimento.learning.training;

/** How classes are balanced. */
public enum ClassBalance {
    /** Not balanced: classes count as often as they occur. */
    NONE,
    /** Every row once in an epoch, the loss weighted by n / (k · rows of the class). */
    WEIGHTS,
    /** The same number of rows in an epoch, each from a uniformly drawn class, with replacement. */
    SAMPLING
}
