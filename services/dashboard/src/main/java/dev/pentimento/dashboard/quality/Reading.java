package dev.pentimento.dashboard.quality;

import java.time.Instant;

/**
 * How often the model was right on the labelled images of a span of time.
 *
 * @param value 0 to 1
 * @param lower lower end of the confidence sequence; {@code upper} is the other end
 * @param labels number of labelled images
 * @param from start of the first window; {@code to} is the end of the last one
 */
public record Reading(double value, double lower, double upper, long labels, Instant from, Instant to) {}
