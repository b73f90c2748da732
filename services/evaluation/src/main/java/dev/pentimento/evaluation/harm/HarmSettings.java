package dev.pentimento.evaluation.harm;

/**
 * Settings for the alarm of harm.
 *
 * @param margin loss of accuracy that is not harm yet
 * @param runLength promised mean number of labels between false alarms
 */
public record HarmSettings(double margin, long runLength) {}
