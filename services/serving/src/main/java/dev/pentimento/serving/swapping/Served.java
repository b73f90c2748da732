package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;

/**
 * A version that serves.
 *
 * @param version its state in the registry when it was chosen
 * @param resource its loaded part
 */
public record Served<T extends Resource>(ModelVersion version, T resource) {}
