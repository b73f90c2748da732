package dev.pentimento.evaluation.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.UnloadableVersions;
import dev.pentimento.platform.models.Versions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what the registry asks for, off the serving path, and swaps it in: the champion, the newest candidates, and for
 * batches of an encoder that neither takes, the latest version that does. What cannot be loaded is reported; what serves
 * goes on serving. Called by one thread.
 */
final class VersionLoader {
    private static final Logger LOG = LoggerFactory.getLogger(VersionLoader.class);

    private final VersionSource source;
    private final ServingVersions serving;
    private final UnloadableVersions unloadable;
    private final int mostCandidates;

    VersionLoader(VersionSource source, ServingVersions serving, UnloadableVersions unloadable, int mostCandidates) {
        this.source = source;
        this.serving = serving;
        this.unloadable = unloadable;
        this.mostCandidates = mostCandidates;
    }

    /**
     * Brings what serves to a state of the registry, the champion first: no candidate holds it up.
     *
     * @return whether that is done; if not, trying again later may help
     */
    boolean changed(Versions versions) {
        Optional<LoadedVersion> champion =
                versions.champion().flatMap(this::loaded).or(serving::champion);
        if (champion.isEmpty()) {
            return versions.champion().isEmpty();
        }
        List<ModelVersion> wanted = newest(versions.candidates()).stream()
                .filter(version -> fits(version, champion.get()))
                .toList();
        serving.swap(
                champion.get(),
                wanted.stream()
                        .flatMap(version -> serving.find(version.getVersion()).stream())
                        .toList());
        serving.swap(
                champion.get(),
                wanted.stream().flatMap(version -> shadow(version).stream()).toList());
        loadWanted(versions);
        return versions.champion().filter(this::tryAgain).isEmpty()
                && wanted.stream().noneMatch(this::tryAgain);
    }

    private static boolean fits(ModelVersion version, LoadedVersion champion) {
        if (!version.getClasses().equals(champion.classes())) {
            LOG.warn("candidate {} has other classes than the champion: it is not judged", version.getVersion());
            return false;
        }
        return true;
    }

    private boolean tryAgain(ModelVersion version) {
        return serving.find(version.getVersion()).isEmpty() && !unloadable.refused(version);
    }

    /** A candidate that meets trouble of this machine's is tried again later, and holds up nobody. */
    private Optional<LoadedVersion> shadow(ModelVersion version) {
        try {
            return loaded(version);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("candidate {} cannot be loaded at the moment: {}", version.getVersion(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Loads for encoders that a batch waits for. */
    void loadWanted(Versions versions) {
        for (String encoder : serving.wantedEncoders()) {
            candidatesFor(encoder, versions.all()).stream()
                    .flatMap(version -> loaded(version).stream())
                    .findFirst()
                    .ifPresent(serving::keep);
        }
        for (String reference : serving.wantedReferences()) {
            versions.all().stream()
                    .filter(version -> version.getReferenceFile() != null
                            && version.getReferenceFile().getSha256().equals(reference))
                    .findFirst()
                    .flatMap(this::loaded)
                    .ifPresent(this::rememberReference);
        }
    }

    private void rememberReference(LoadedVersion version) {
        serving.remember(version.reference());
        if (serving.find(version.id()).isEmpty()) {
            version.judge().close();
        }
    }

    /** Former champions first, the latest of them first. */
    private static List<ModelVersion> candidatesFor(String encoder, Collection<ModelVersion> versions) {
        return versions.stream()
                .filter(version -> version.getEncoderFile().getSha256().equals(encoder))
                .filter(version -> version.getStage() != Stage.REJECTED)
                .sorted(Comparator.comparing((ModelVersion version) -> version.getStage() == Stage.CANDIDATE)
                        .thenComparing(ModelVersion::getStageChangedAt, Comparator.reverseOrder()))
                .toList();
    }

    private List<ModelVersion> newest(List<ModelVersion> candidates) {
        return candidates.subList(Math.max(0, candidates.size() - mostCandidates), candidates.size());
    }

    private Optional<LoadedVersion> loaded(ModelVersion version) {
        Optional<LoadedVersion> known = serving.find(version.getVersion());
        if (known.isPresent() || unloadable.refused(version)) {
            return known;
        }
        try {
            long began = System.nanoTime();
            LoadedVersion loaded = source.load(version);
            LOG.atInfo()
                    .addKeyValue("version", version.getVersion())
                    .log("loaded version {} in {} ms", version.getVersion(), (System.nanoTime() - began) / 1_000_000);
            return Optional.of(loaded);
        } catch (IncompleteArtifactException e) {
            LOG.warn("version {} is not complete yet: {}", version.getVersion(), e.getMessage());
            unloadable.incomplete(version, e);
        } catch (ArtifactException | UnusableFileException | UnusableOutputException | IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("version", version.getVersion())
                    .log("cannot load version {}: {}", version.getVersion(), e.getMessage());
            unloadable.refuse(version, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }
}
