package dev.pentimento.evaluation.opinions;

import dev.pentimento.events.CandidateOpinion;
import dev.pentimento.events.Opinion;
import java.util.ArrayList;
import java.util.List;

/** Opinions in the form of predictions and outcomes. */
public final class OpinionEvents {
    private OpinionEvents() {}

    /** An arm's opinion: its class, its confidence and all probabilities. */
    public static Opinion opinion(LineUp lineUp, float[] probabilities) {
        List<Float> boxed = new ArrayList<>(probabilities.length);
        for (float probability : probabilities) {
            boxed.add(probability);
        }
        int best = Probabilities.best(probabilities);
        return new Opinion(lineUp.classes().get(best), probabilities[best], boxed);
    }

    /** The opinions of the candidates that have one. */
    public static List<CandidateOpinion> candidates(LineUp lineUp, ArmOpinions opinions) {
        List<CandidateOpinion> candidates = new ArrayList<>();
        opinions.forEachCandidate(
                lineUp, (version, chances) -> candidates.add(new CandidateOpinion(version, opinion(lineUp, chances))));
        return candidates;
    }
}
