package dev.pentimento.cli.demo;

/** The number of images, and the time from sending the first one until the last prediction was readable. */
final class MeasuredThroughput {
    private long images;
    private long nanos;

    void add(long moreImages, long moreNanos) {
        images += moreImages;
        nanos += moreNanos;
    }

    double imagesPerSecond() {
        return nanos == 0 ? 0 : images * 1e9 / nanos;
    }
}
