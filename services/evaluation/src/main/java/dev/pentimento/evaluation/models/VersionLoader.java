package dev.pentimento.evaluation.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.Versions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what the registry asks for, off the serving path, and swaps it in: the champion, the newest candidates, and for
 * batches of an encoder that neither takes, the latest version that does. What cannot be loaded is reported once; what
 * serves goes on serving. Called by one thread.
 */
final class VersionLoader {
    private static final Logger LOG = LoggerFactory.getLogger(VersionLoader.class);

    private final VersionSource source;
    private final ServingVersions serving;
    private final UnloadableReports reports;
    private final int mostCandidates;
    /** Versions that could not be loaded, each in its stage: a new stage is a new try. */
    private final Set<String> refused = new HashSet<>();

    VersionLoader(VersionSource source, ServingVersions serving, UnloadableReports reports, int mostCandidates) {
        this.source = source;
        this.serving = serving;
        this.reports = reports;
        this.mostCandidates = mostCandidates;
    }

    void changed(Versions versions) {
        Optional<LoadedVersion> champion =
                versions.champion().flatMap(this::loaded).or(serving::champion);
        if (champion.isEmpty()) {
            return;
        }
        if (serving.champion().isEmpty()) {
            serving.swap(champion.get(), List.of()); // candidates are no reason to let images wait
        }
        List<LoadedVersion> candidates = new ArrayList<>();
        for (ModelVersion version : newest(versions.candidates())) {
            if (!version.getClasses().equals(champion.get().classes())) {
                LOG.warn("candidate {} has other classes than the champion: it is not judged", version.getVersion());
            } else {
                loaded(version).ifPresent(candidates::add);
            }
        }
        serving.swap(champion.get(), candidates);
        loadWanted(versions);
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
        String attempt = version.getVersion() + " " + version.getStage();
        if (known.isPresent() || refused.contains(attempt)) {
            return known;
        }
        try {
            long began = System.nanoTime();
            LoadedVersion loaded = source.load(version);
            LOG.info("loaded version {} in {} ms", version.getVersion(), (System.nanoTime() - began) / 1_000_000);
            return Optional.of(loaded);
        } catch (ArtifactException | UnusableFileException | UnusableOutputException e) {
            LOG.error("cannot load version {}: {}", version.getVersion(), e.getMessage());
            refused.add(attempt);
            reports.report(version.getVersion(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
