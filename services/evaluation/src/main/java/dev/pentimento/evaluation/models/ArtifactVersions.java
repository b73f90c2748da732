package dev.pentimento.evaluation.models;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads versions from the files in {@code model-artifacts}: fetched, verified, tried and warmed up. */
public final class ArtifactVersions implements VersionSource {
    private final ArtifactReader artifacts;
    private final ComputeDevice device;

    public ArtifactVersions(ArtifactReader artifacts, ComputeDevice device) {
        this.artifacts = artifacts;
        this.device = device;
    }

    @Override
    public LoadedVersion load(ModelVersion version) throws ArtifactException {
        List<Artifact> wanted = new ArrayList<>(List.of(version.getClassifierFile()));
        if (version.getCorrectionFile() != null) {
            wanted.add(version.getCorrectionFile());
        }
        if (version.getReferenceFile() != null) {
            wanted.add(version.getReferenceFile());
        }
        Map<String, byte[]> files = artifacts.fetch(wanted);
        Reference reference = reference(version, files);
        Heads heads = Networks.loadHeads(
                network(version.getClassifierFile(), files),
                version.getCorrectionFile() == null ? null : network(version.getCorrectionFile(), files),
                version.getDimensions(),
                version.getClasses().size(),
                device);
        HeadsJudge judge = new HeadsJudge(heads);
        try {
            judge.warmUp();
            return LoadedVersion.of(
                    version.getVersion(), version.getEncoderFile().getSha256(), version.getClasses(), judge, reference);
        } catch (RuntimeException e) {
            judge.close();
            throw e;
        }
    }

    private static NetworkFile network(Artifact artifact, Map<String, byte[]> files) {
        return new NetworkFile(artifact.getFormat(), Objects.requireNonNull(files.get(artifact.getSha256())));
    }

    private static @Nullable Reference reference(ModelVersion version, Map<String, byte[]> files) {
        Artifact artifact = version.getReferenceFile();
        if (artifact == null) {
            return null;
        }
        DriftReference drift = ReferenceFile.fromBytes(Objects.requireNonNull(files.get(artifact.getSha256())));
        if (drift.dimensions() != version.getDimensions()
                || drift.classes() != version.getClasses().size()) {
            throw new UnusableFileException("the drift reference has " + drift.dimensions() + " dimensions and "
                    + drift.classes() + " classes, the version " + version.getDimensions() + " and "
                    + version.getClasses().size());
        }
        return new Reference(artifact.getSha256(), drift, version.getClasses());
    }
}
