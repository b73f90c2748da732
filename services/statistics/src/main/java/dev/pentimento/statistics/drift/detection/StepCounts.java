package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.DriftCounts;

/**
 * One step of the detector.
 *
 * @param images number of images
 * @param counts counts of all bins, divided by the burst factor
 */
record StepCounts(long images, double[] counts) {
    static StepCounts of(DriftCounts gathered, double burstFactor) {
        double[] counts = new double[gathered.shape().size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = gathered.at(i) / burstFactor;
        }
        return new StepCounts(gathered.images(), counts);
    }
}
