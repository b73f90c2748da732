package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.serving.loading.VersionFiles;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.LoadAttempt;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a version itself is at fault: loads everything that it has, and asks its networks about noise. */
final class VersionInspection implements BackgroundWork.Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(VersionInspection.class);

    private final VersionLoader loader;

    VersionInspection(VersionFiles.Source files, ComputeDevice device) {
        loader = new VersionLoader(files, device);
    }

    static VersionInspection of(ServiceContext context) {
        return new VersionInspection(
                new ArtifactReader(context, "trainer", WaitingTimes.MISSING_CHUNKS)::fetch,
                ComputeDevice.select(context.settings().device()));
    }

    @Override
    public Optional<String> fault(ModelVersion version) {
        try {
            return LoadAttempt.of(version, loader::inspect).failure();
        } catch (RuntimeException e) {
            // The engine's, the broker's or our own failure says nothing about the version.
            LOG.warn(
                    "cannot inspect version {}: {}",
                    version.getVersion(),
                    e.getMessage(),
                    MissingRightException.isIn(e) ? null : e);
            return Optional.empty();
        }
    }
}
