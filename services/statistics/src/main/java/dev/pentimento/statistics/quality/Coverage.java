package dev.pentimento.statistics.quality;

/**
 * Compares the labelled images with all images, by slice.
 *
 * @param all number of all images by slice
 * @param labelled number of labelled images by slice
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Coverage(long[] all, long[] labelled) {
    /** Checks the lengths. */
    public Coverage {
        if (all.length != labelled.length) {
            throw new IllegalArgumentException(all.length + " slices of all and " + labelled.length + " of labelled");
        }
    }

    /**
     * Total variation, 0 to 1, between the slice shares of the labelled images and of all images; 0 if there are none.
     */
    public double distance() {
        double of = 0;
        double with = 0;
        for (int i = 0; i < all.length; i++) {
            of += all[i];
            with += labelled[i];
        }
        double distance = 0;
        for (int i = 0; i < all.length; i++) {
            distance += of == 0 || with == 0 ? 0 : Math.abs(all[i] / of - labelled[i] / with) / 2;
        }
        return distance;
    }
}
