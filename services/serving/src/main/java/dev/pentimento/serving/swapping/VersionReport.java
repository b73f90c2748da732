package dev.pentimento.serving.swapping;

import dev.pentimento.events.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells the trainer about a version.
 *
 * @param trial the PROMOTE that requested the report; null if none did
 * @param loaded whether the version can be loaded here
 * @param reason why it cannot be loaded; empty if it can
 */
public record VersionReport(ModelVersion version, @Nullable String trial, boolean loaded, String reason) {}
