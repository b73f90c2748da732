package dev.pentimento.evaluation.drift;

/** The output of drift to quality and to topics. */
public sealed interface DriftOutput {
    /** A window for {@code embedding-drift}, encoded. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Window(byte[] event) implements DriftOutput {}

    /**
     * An alarm over all images was resolved.
     *
     * @param alarm its id
     * @param windowEndMillis end of the latest window of the images that resolved it
     */
    record Resolved(String alarm, long windowEndMillis) implements DriftOutput {}
}
