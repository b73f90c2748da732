package dev.pentimento.dashboard.web;

import dev.pentimento.http.HttpLimits;
import dev.pentimento.http.Refusals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/**
 * Limits of the event streams.
 *
 * @param most maximum number of open streams
 * @param sendTimeout time within which a page must read an event
 * @param refusals counts the streams that are refused or cut off
 */
public record StreamLimits(int most, Duration sendTimeout, Refusals refusals) {
    static final StreamLimits DEFAULTS =
            new StreamLimits(1_000, HttpLimits.DEFAULTS.sendTimeout(), new Refusals(new SimpleMeterRegistry()));
}
