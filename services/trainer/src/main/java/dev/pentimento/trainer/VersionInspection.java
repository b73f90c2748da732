package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a version itself is at fault: its files are fetched and verified, its networks loaded and asked about a
 * few images of noise.
 */
final class VersionInspection implements Workshop.Inspection {
    private static final Logger LOG = LoggerFactory.getLogger(VersionInspection.class);

    private final Fetch fetch;
    private final ComputeDevice device;

    /** Gets files by their SHA-256. */
    interface Fetch {
        Map<String, byte[]> files(Collection<Artifact> wanted) throws ArtifactException;
    }

    VersionInspection(Fetch fetch, ComputeDevice device) {
        this.fetch = fetch;
        this.device = device;
    }

    static VersionInspection of(ServiceContext context, ComputeDevice device) {
        return new VersionInspection(wanted -> new ArtifactReader(context, "trainer").fetch(wanted), device);
    }

    @Override
    public Optional<String> fault(ModelVersion version) {
        try {
            probe(version, fetch.files(artifacts(version)));
            return Optional.empty();
        } catch (ArtifactException | UnusableFileException | UnusableOutputException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Ours, the engine's or the broker's trouble: nothing that may be held against the version.
            LOG.warn("cannot inspect version {}: {}", version.getVersion(), e.getMessage(), e);
            return Optional.empty();
        }
    }

    private void probe(ModelVersion version, Map<String, byte[]> files) {
        Artifact correction = version.getCorrectionFile();
        int classes = version.getClasses().size();
        try (Encoder encoder = Networks.loadEncoder(
                        network(version.getEncoderFile(), files), shape(version.getInput()), device);
                Heads heads = Networks.loadHeads(
                        network(version.getClassifierFile(), files),
                        correction == null ? null : network(correction, files),
                        version.getDimensions(),
                        classes,
                        device)) {
            if (encoder.dimensions() != version.getDimensions()) {
                throw new UnusableFileException("the encoder gives embeddings of " + encoder.dimensions()
                        + " dimensions, the version says " + version.getDimensions());
            }
            heads.judge(encoder.tryOut());
        }
        if (version.getReferenceFile() != null) {
            requireFit(ReferenceFile.fromBytes(bytes(version.getReferenceFile(), files)), version);
        }
    }

    private static void requireFit(DriftReference reference, ModelVersion version) {
        int classes = version.getClasses().size();
        if (reference.dimensions() != version.getDimensions() || reference.classes() != classes) {
            throw new UnusableFileException("the drift reference has " + reference.dimensions() + " dimensions and "
                    + reference.classes() + " classes, the version " + version.getDimensions() + " and " + classes);
        }
    }

    private static List<Artifact> artifacts(ModelVersion version) {
        return new ArrayList<>(Stream.of(
                        version.getEncoderFile(),
                        version.getClassifierFile(),
                        version.getCorrectionFile(),
                        version.getReferenceFile(),
                        version.getReplayFile())
                .filter(Objects::nonNull)
                .map(Artifact.class::cast)
                .toList());
    }

    private static NetworkFile network(Artifact artifact, Map<String, byte[]> files) {
        return new NetworkFile(artifact.getFormat(), bytes(artifact, files));
    }

    private static byte[] bytes(Artifact artifact, Map<String, byte[]> files) {
        return Objects.requireNonNull(files.get(artifact.getSha256()));
    }

    private static ImageShape shape(InputShape input) {
        return ImageShape.of(
                input.getChannels(),
                input.getHeight(),
                input.getWidth(),
                input.getMean(),
                input.getStandardDeviation());
    }
}
