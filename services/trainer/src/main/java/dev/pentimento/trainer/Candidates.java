package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.trainer.candidates.CandidateRules;
import dev.pentimento.trainer.stages.StageDecision;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers publishers. A candidate enters the registry only after its record has been validated and its networks have
 * been shown to work. The files of a refused candidate are deleted. For one thread only.
 */
final class Candidates {
    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    private final TrainerState state;
    private final StageWriter writer;
    private final BackgroundWork work;
    private final VersionTrust trust;
    private final TrainerMetrics metrics;
    private final InstantSource clock;
    private final Set<String> inHand = new HashSet<>();

    Candidates(
            TrainerState state,
            StageWriter writer,
            BackgroundWork work,
            VersionTrust trust,
            TrainerMetrics metrics,
            InstantSource clock) {
        this.state = state;
        this.writer = writer;
        this.work = work;
        this.trust = trust;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Processes the waiting candidates. */
    void act() {
        state.waitingCandidates().forEach(this::check);
    }

    /**
     * Why the services would not load the version, as a sentence without a full stop; empty if the settings allow it.
     */
    Optional<String> unfit(ModelVersion version) {
        Optional<String> reason = version.getFilesDeletedAt() == null
                ? trust.objection(version)
                : Optional.of("its files were deleted at " + version.getFilesDeletedAt());
        return reason.map(each -> "version " + version.getVersion() + " cannot be loaded: " + each);
    }

    /** A version that the services would not load never becomes champion. */
    Optional<String> objection(StageDecision decision) {
        return decision.records().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .flatMap(version -> unfit(version).stream())
                .findFirst();
    }

    private void check(ModelCandidate candidate) {
        ModelVersion version = candidate.getVersion();
        if (inHand.contains(candidate.getId())) {
            return;
        }
        Optional<String> objection = CandidateRules.objection(version, trust);
        if (objection.isPresent()) {
            refuse(candidate, objection.get());
            return;
        }
        inHand.add(candidate.getId());
        work.check(CandidateRules.bare(version), found -> {
            inHand.remove(candidate.getId());
            found.ifPresentOrElse(reason -> refuse(candidate, reason), () -> enter(candidate));
        });
    }

    private void enter(ModelCandidate candidate) {
        String id = candidate.getVersion().getVersion();
        Optional<ModelVersion> known = state.registry().find(id);
        ModelVersion version = CandidateRules.entered(candidate.getVersion(), known.orElse(null), trust);
        Optional<String> objection = trust.objection(version)
                .or(() -> CandidateRules.mixture(version, state.registry().byAge()));
        if (objection.isPresent()) {
            refuse(
                    candidate,
                    objection.get()); // what is known differs in what the signature covers and the id does not
            return;
        }
        String detail = known.map(each -> "version " + id + " is " + each.getStage()
                        + " already and stays that; its signature and the places of its files are taken over")
                .orElse("version " + id + " is a candidate");
        answer(candidate, true, detail, Optional.of(version), List.of());
    }

    private void refuse(ModelCandidate candidate, String reason) {
        List<ModelVersion> others = new ArrayList<>(state.registry().byAge());
        state.waitingCandidates().stream()
                .filter(each -> !each.getId().equals(candidate.getId()))
                .forEach(each -> others.add(CandidateRules.bare(each.getVersion())));
        answer(
                candidate,
                false,
                "version " + candidate.getVersion().getVersion() + " is not accepted: " + reason,
                Optional.empty(),
                CandidateRules.unused(candidate.getVersion(), others));
    }

    private void answer(
            ModelCandidate candidate,
            boolean accepted,
            String detail,
            Optional<ModelVersion> entered,
            List<Artifact> deleted) {
        ModelCandidate answered = ModelCandidate.newBuilder(candidate)
                .setAnswer(new CommandAnswer(accepted, detail, clock.instant()))
                .build();
        writer.write(entered.stream().toList(), answered, deleted);
        state.answered(answered, entered);
        metrics.candidateAnswered(accepted);
        LOG.info("candidate of {}: {}", candidate.getPublishedBy(), detail);
    }
}
