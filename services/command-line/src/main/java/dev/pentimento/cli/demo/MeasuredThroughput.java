package dev.pentimento.cli.demo;

/** Images, and the time from sending the first one until the prediction of the last one could be read. */
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
