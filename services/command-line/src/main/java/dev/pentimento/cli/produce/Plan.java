package dev.pentimento.cli.produce;

import dev.pentimento.learning.data.Example;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be sent.
 *
 * @param rate images per second; 0: as fast as it goes
 * @param labelDelay from an image to its label; none: no labels
 * @param source instead of what the examples say
 */
record Plan(List<Example> examples, double rate, Optional<Duration> labelDelay, Optional<String> source) {
    /** When the image of that number is due, after the first. */
    Duration due(int number) {
        return rate == 0 ? Duration.ZERO : Duration.ofNanos((long) (number * (1e9 / rate)));
    }
}
