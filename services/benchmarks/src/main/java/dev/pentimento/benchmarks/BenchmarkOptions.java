package dev.pentimento.benchmarks;

/**
 * What the user chose.
 *
 * @param images images that wait in the topic
 * @param cold the first so many of them are the cold start
 * @param labelled share of the images whose labels wait too
 * @param peer whether the Python consumer is measured
 * @param python the Python to run scripts with
 * @param seed seed of everything random
 */
public record BenchmarkOptions(int images, int cold, double labelled, boolean peer, String python, long seed) {
    public BenchmarkOptions {
        if (cold < 1 || images < 2 * cold) {
            throw new IllegalArgumentException(
                    "there must be at least two images for each of the cold start: " + images + " and " + cold);
        }
        if (!(labelled >= 0 && labelled <= 1)) {
            throw new IllegalArgumentException("the labelled share must be between 0 and 1: " + labelled);
        }
    }
}
