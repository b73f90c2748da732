package dev.pentimento.cli.produce;

import dev.pentimento.learning.data.Example;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The records that one run sends.
 *
 * @param rate images per second; 0 means as fast as possible
 * @param labelDelay time from an image to its label; empty if no labels are sent
 * @param source replaces the source of the examples
 */
record ProducePlan(List<Example> examples, double rate, Optional<Duration> labelDelay, Optional<String> source) {
    /** Time from the first image to the image with this number. */
    Duration due(int number) {
        return rate == 0 ? Duration.ZERO : Duration.ofNanos((long) (number * (1e9 / rate)));
    }
}
