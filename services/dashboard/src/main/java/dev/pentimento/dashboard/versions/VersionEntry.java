package dev.pentimento.dashboard.versions;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.quality.ArmEntry;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.models.VersionIds;
import java.util.List;

/**
 * A model version.
 *
 * @param encoder its id, as in {@code VersionIds}
 * @param correction whether it has a correction
 * @param live figures on labelled images of the stream since judging began; empty if not judged yet
 */
public record VersionEntry(
        @JsonUnwrapped ModelVersion published, String encoder, boolean correction, List<ArmEntry> live) {
    public static VersionEntry of(ModelVersion published, List<ArmEntry> live) {
        return new VersionEntry(published, VersionIds.encoder(published), published.getCorrectionFile() != null, live);
    }

    /** The version's id. */
    public String id() {
        return published.getVersion();
    }
}
