package dev.pentimento.cli.demo;

/** Images, and the time from the first one sent to the last one's prediction that could be read. */
final class Throughput {
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
