package dev.pentimento.statistics.drift.detection;

/**
 * When a change began, as the number of images that the detector had seen.
 *
 * @param image the estimate; 0: the stream has differed from the reference since its first image, as far as is known
 * @param earliest start of the interval in which the change began
 * @param latest end of that interval
 */
public record Onset(long image, long earliest, long latest) {}
