package dev.pentimento.serving.judges;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.swapping.Served;
import dev.pentimento.serving.swapping.ServingPlan;
import dev.pentimento.serving.swapping.WaitingTimes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges with the champion, with the newest candidates in shadow, and with whatever batches in flight wait for: a
 * former champion for their encoder, or a drift reference.
 */
public final class JudgePlan implements ServingPlan<LoadedVersion> {
    private static final Logger LOG = LoggerFactory.getLogger(JudgePlan.class);

    private final ServingVersions serving;
    private final int mostCandidates;
    private final Consumer<Map<String, String>> shown;
    private final Set<String> passedOver = new HashSet<>();
    /** The first failure of each version since it last served, so that the message for users stays the same. */
    private final Map<String, String> failures = new HashMap<>();

    /** @param shown receives the stage that each version serves in */
    public JudgePlan(ServingVersions serving, int mostCandidates, Consumer<Map<String, String>> shown) {
        this.serving = serving;
        this.mostCandidates = mostCandidates;
        this.shown = shown;
    }

    @Override
    public Optional<LoadedVersion> find(ModelVersion version) {
        return serving.find(version.getVersion());
    }

    @Override
    public List<ModelVersion> candidates(Versions versions, LoadedVersion champion, Predicate<ModelVersion> usable) {
        List<ModelVersion> candidates = versions.candidates().stream()
                .filter(usable)
                .filter(version -> fits(version, champion))
                .toList();
        return candidates.subList(Math.max(0, candidates.size() - mostCandidates), candidates.size());
    }

    private boolean fits(ModelVersion version, LoadedVersion champion) {
        if (version.getClasses().equals(champion.classes())) {
            return true;
        }
        if (passedOver.add(version.getVersion())) {
            LOG.warn("candidate {} has other classes than the champion and is not judged", version.getVersion());
        }
        return false;
    }

    @Override
    public void serve(List<Served<LoadedVersion>> next) {
        List<LoadedVersion> versions = next.stream().map(Served::resource).toList();
        serving.swap(versions.get(0), versions.subList(1, versions.size()));
    }

    @Override
    public void failed(ModelVersion version, String reason) {
        failures.putIfAbsent(version.getVersion(), reason);
    }

    @Override
    public void upkeep(Versions versions, Function<ModelVersion, Optional<LoadedVersion>> loading) {
        Set<String> wanted = serving.wantedEncoders();
        for (String encoder : wanted) {
            takersOf(encoder, versions)
                    .flatMap(version -> loading.apply(version).stream())
                    .findFirst()
                    .ifPresent(serving::keep);
        }
        failures.keySet().removeIf(id -> serving.find(id).isPresent());
        serving.know(
                versions.withFiles().stream().map(JudgePlan::encoderOf).collect(Collectors.toSet()),
                obstacles(wanted, versions));
        for (String reference : serving.wantedReferences()) {
            versions.withFiles().stream()
                    .filter(version -> version.getReferenceFile() != null
                            && version.getReferenceFile().getSha256().equals(reference))
                    .findFirst()
                    .flatMap(loading)
                    .ifPresent(this::rememberReference);
        }
        serving.forgetFormer(WaitingTimes.IDLE_FORMER_CHAMPION);
        shown.accept(serving.stages());
    }

    private void rememberReference(LoadedVersion version) {
        serving.remember(version.reference());
        if (serving.find(version.id()).isEmpty()) {
            version.close();
        }
    }

    /** Why no version that judges an encoder's embeddings is loaded, by encoder. */
    private Map<String, String> obstacles(Set<String> wanted, Versions versions) {
        Map<String, String> obstacles = new HashMap<>();
        for (ModelVersion version : versions.withFiles()) {
            String encoder = encoderOf(version);
            String failure = failures.get(version.getVersion());
            if (wanted.contains(encoder) && failure != null) {
                obstacles.putIfAbsent(
                        encoder, "version " + version.getVersion() + " cannot be loaded here: " + failure);
            } else if (wanted.contains(encoder) && version.getStage() == Stage.REJECTED) {
                obstacles.putIfAbsent(
                        encoder, "version " + version.getVersion() + " is rejected: " + version.getStageReason());
            }
        }
        return obstacles;
    }

    private static String encoderOf(ModelVersion version) {
        return VersionIds.encoder(version);
    }

    /** The versions that judge an encoder's embeddings: former champions first, and the latest of them first. */
    private static Stream<ModelVersion> takersOf(String encoder, Versions versions) {
        return versions.withFiles().stream()
                .filter(version -> encoderOf(version).equals(encoder))
                .filter(version -> version.getStage() != Stage.REJECTED)
                .sorted(Comparator.comparing((ModelVersion version) -> version.getStage() == Stage.CANDIDATE)
                        .thenComparing(ModelVersion::getStageChangedAt, Comparator.reverseOrder()));
    }
}
