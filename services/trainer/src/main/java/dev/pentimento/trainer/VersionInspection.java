package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.serving.loading.VersionFiles;
import dev.pentimento.serving.loading.VersionLoader;
import dev.pentimento.serving.swapping.LoadAttempt;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a version itself is at fault: loads everything in it, and runs its networks on noise. */
final class VersionInspection implements BackgroundWork.Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(VersionInspection.class);

    private final VersionLoader loader;

    /** For the trainer's own files. */
    VersionInspection(VersionFiles.Source files, ComputeDevice device) {
        this(new VersionLoader(files, device, VersionTrust.ANY));
    }

    private VersionInspection(VersionLoader loader) {
        this.loader = loader;
    }

    static VersionInspection of(ServiceContext context) {
        return new VersionInspection(new VersionLoader(
                new ArtifactReader(context, "trainer", WaitingTimes.MISSING_CHUNKS)::fetch,
                ComputeDevice.select(context.settings().device()),
                context.settings().trust()));
    }

    @Override
    public Optional<String> fault(ModelVersion version) {
        try {
            return LoadAttempt.of(version, loader::inspect).failure();
        } catch (RuntimeException e) {
            // A failure of the engine, of the broker or of our own code says nothing about the version.
            LOG.warn(
                    "cannot inspect version {}: {}",
                    version.getVersion(),
                    e.getMessage(),
                    MissingRightException.isIn(e) ? null : e);
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> objection(ModelVersion version) {
        try {
            return LoadAttempt.of(version, loader::inspect).failure();
        } catch (RuntimeException e) {
            LOG.warn("cannot check candidate {}: {}", version.getVersion(), e.getMessage());
            return Optional.of("the trainer cannot check it now: " + e.getMessage() + "; publish it again later");
        }
    }
}
