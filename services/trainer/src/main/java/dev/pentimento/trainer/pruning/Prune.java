package dev.pentimento.trainer.pruning;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionArtifacts;
import dev.pentimento.trainer.stages.StageRules;
import dev.pentimento.trainer.stages.VersionStages;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that no kept version uses. A version is kept as long as it may answer, and for some time afterwards: embeddings
 * in the log wait for its networks, and a replay may need it. The latest retired versions are kept indefinitely, for a
 * rollback.
 *
 * @param versions that lose a file
 * @param files to delete
 */
public record Prune(List<ModelVersion> versions, List<Artifact> files) {
    /** Number of retired versions that are kept regardless of their age. */
    public static final int KEPT_FOR_ROLLBACK = 5;

    public Prune {
        versions = List.copyOf(versions);
        files = List.copyOf(files);
    }

    /**
     * Finds the files that can be deleted.
     *
     * @param waiting versions that are being published
     * @param age how long a version must have been retired or rejected
     */
    public static Prune of(VersionStages registry, Collection<ModelVersion> waiting, Duration age, Instant now) {
        List<ModelVersion> withFiles = registry.byAge().stream()
                .filter(version -> version.getFilesDeletedAt() == null)
                .toList();
        Set<String> forRollback = withFiles.stream()
                .filter(version -> version.getStage() == Stage.RETIRED && !StageRules.wasRolledBack(version))
                .sorted(Comparator.comparing(ModelVersion::getStageChangedAt).reversed())
                .limit(KEPT_FOR_ROLLBACK)
                .map(ModelVersion::getVersion)
                .collect(Collectors.toSet());
        List<ModelVersion> former = withFiles.stream()
                .filter(version -> isOver(version, age, now) && !forRollback.contains(version.getVersion()))
                .toList();
        Set<String> used = Stream.concat(
                        waiting.stream(), withFiles.stream().filter(version -> !former.contains(version)))
                .flatMap(version -> VersionArtifacts.of(version).stream())
                .map(Artifact::getSha256)
                .collect(Collectors.toSet());
        Map<String, Artifact> unused = new LinkedHashMap<>();
        former.stream()
                .flatMap(version -> VersionArtifacts.of(version).stream())
                .filter(file -> Artifacts.isWellFormed(file) && !used.contains(file.getSha256()))
                .forEach(file -> unused.putIfAbsent(file.getSha256(), file));
        List<ModelVersion> losing = former.stream()
                .filter(version ->
                        VersionArtifacts.of(version).stream().anyMatch(file -> unused.containsKey(file.getSha256())))
                .toList();
        return new Prune(losing, List.copyOf(unused.values()));
    }

    private static boolean isOver(ModelVersion version, Duration age, Instant now) {
        return (version.getStage() == Stage.RETIRED || version.getStage() == Stage.REJECTED)
                && version.getTrial() == null
                && Duration.between(version.getStageChangedAt(), now).compareTo(age) >= 0;
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The versions, with the time at which their files were deleted. */
    public List<ModelVersion> records(Instant now) {
        return versions.stream()
                .map(version ->
                        ModelVersion.newBuilder(version).setFilesDeletedAt(now).build())
                .toList();
    }

    /**
     * A description.
     *
     * @param verb such as "deleted"
     */
    public String detail(String verb) {
        long bytes = files.stream().mapToLong(Artifact::getBytes).sum();
        return isEmpty()
                ? verb + " nothing: every file is used by a version that is kept"
                : String.format(
                        Locale.ROOT,
                        "%s %d files, %,d bytes, of the versions %s",
                        verb,
                        files.size(),
                        bytes,
                        versions.stream().map(ModelVersion::getVersion).collect(Collectors.joining(", ")));
    }
}
