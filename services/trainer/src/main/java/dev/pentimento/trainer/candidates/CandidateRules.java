package dev.pentimento.trainer.candidates;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionArtifacts;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.trust.VersionTrust;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which versions of publishers enter the registry, and with which content. */
public final class CandidateRules {
    private CandidateRules() {}

    /** Why a version must not enter, judging by its record alone; empty if its files must be checked. */
    public static Optional<String> objection(ModelVersion version, VersionTrust trust) {
        Optional<Artifact> malformed = VersionArtifacts.of(version).stream()
                .filter(file -> !Artifacts.isWellFormed(file))
                .findFirst();
        if (malformed.isPresent()) {
            return Optional.of("it refers to an impossible file: SHA-256 "
                    + malformed.get().getSha256() + ", " + malformed.get().getBytes() + " bytes in "
                    + malformed.get().getParts() + " chunks");
        }
        String id = VersionIds.of(version);
        if (!id.equals(version.getVersion())) {
            return Optional.of("it is called " + version.getVersion() + ", but its content gives the id " + id);
        }
        return trust.objection(version);
    }

    /**
     * Why a version must not enter beside the known ones: it would share embeddings with one that prepares images in
     * another way, and each would judge the other's.
     *
     * @param known versions in the registry
     */
    public static Optional<String> mixture(ModelVersion version, Collection<ModelVersion> known) {
        return known.stream()
                .filter(other -> other.getStage() != Stage.REJECTED && other.getFilesDeletedAt() == null)
                .filter(other -> VersionIds.encoder(other).equals(VersionIds.encoder(version)))
                .filter(other -> !other.getInput().equals(version.getInput()))
                .findFirst()
                .map(other -> "version " + other.getVersion() + " (" + other.getStage()
                        + ") has the same encoder file, but prepares images in another way: " + other.getInput()
                        + ". Import or train it again: the command then tells their embeddings apart");
    }

    /**
     * The version, with embeddings of its own if it would otherwise share them with one that prepares images in another
     * way.
     *
     * @param known versions in the registry
     */
    public static ModelVersion apart(ModelVersion version, Collection<ModelVersion> known) {
        if (mixture(version, known).isEmpty()) {
            return version;
        }
        ModelVersion own = ModelVersion.newBuilder(version)
                .setInput(InputShape.newBuilder(version.getInput())
                        .setOwnEncoder(true)
                        .build())
                .build();
        return ModelVersion.newBuilder(own).setVersion(VersionIds.of(own)).build();
    }

    /** The version without the fields that only the trainer writes. */
    public static ModelVersion bare(ModelVersion version) {
        return ModelVersion.newBuilder(version)
                .setStage(Stage.CANDIDATE)
                .setTrial(null)
                .setRecalledForAlarm(null)
                .setFormerEvidence(null)
                .setFilesDeletedAt(null)
                .build();
    }

    /**
     * The version to write into the registry. A known version keeps everything except the positions of its files, which
     * were published again, and its signature.
     *
     * @param published the checked version
     * @param known the version with this id in the registry, if any
     */
    public static ModelVersion entered(ModelVersion published, @Nullable ModelVersion known, VersionTrust trust) {
        if (known == null) {
            return bare(published);
        }
        boolean newSignature =
                published.getSignature() != null && (trust.demandsSignature() || known.getSignature() == null);
        return ModelVersion.newBuilder(known)
                .setEncoderFile(published.getEncoderFile())
                .setClassifierFile(published.getClassifierFile())
                .setCorrectionFile(published.getCorrectionFile())
                .setReferenceFile(published.getReferenceFile())
                .setReplayFile(published.getReplayFile())
                .setSignature(newSignature ? published.getSignature() : known.getSignature())
                .setFilesDeletedAt(null)
                .build();
    }

    /** The files of a refused version, without those that other versions use. */
    public static List<Artifact> unused(ModelVersion refused, Collection<ModelVersion> others) {
        Set<String> used = others.stream()
                .filter(version -> version.getFilesDeletedAt() == null)
                .flatMap(version -> VersionArtifacts.of(version).stream())
                .map(Artifact::getSha256)
                .collect(Collectors.toSet());
        return VersionArtifacts.of(refused).stream()
                .filter(file -> Artifacts.isWellFormed(file) && !used.contains(file.getSha256()))
                .distinct()
                .toList();
    }
}
