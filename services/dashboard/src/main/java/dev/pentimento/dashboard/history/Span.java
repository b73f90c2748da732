package dev.pentimento.dashboard.history;

import java.time.Instant;

/**
 * A span of time that somebody asks for.
 *
 * @param from periods that begin then or later, or in which it lies
 * @param to periods that begin before
 */
public record Span(Instant from, Instant to) {}
