package dev.pentimento.statistics.quality;

/**
 * Labelled images whose confidence fell into one bin of a reliability diagram (Guo et al. 2017, arXiv 1706.04599).
 *
 * @param images at least one
 * @param right number of those that were predicted correctly
 * @param confidence mean probability of the predicted class, 0 to 1
 */
public record CalibrationBin(long images, long right, double confidence) {}
