package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;

/**
 * A version that serves.
 *
 * @param version as the registry had it when it was chosen
 * @param resource what is loaded of it
 */
public record Served<T extends Resource>(ModelVersion version, T resource) {}
