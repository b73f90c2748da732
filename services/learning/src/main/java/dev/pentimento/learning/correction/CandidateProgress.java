package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.TrainingContext;
import java.time.Instant;

/** Reports the progress over all members of all candidates. */
final class CandidateProgress implements AveragedTraining.CheckListener {
    private final int allSteps;
    private final int stepsOfMember;
    private final TrainingContext context;
    private final Instant start;
    private int done;

    /** @param members number of members of all candidates; fewer may be trained in the end */
    CandidateProgress(int members, CorrectionSettings settings, TrainingContext context) {
        this.stepsOfMember = settings.descent().steps();
        this.allSteps = members * settings.descent().steps();
        this.context = context;
        this.start = context.clock().instant();
    }

    TrainingContext context() {
        return context;
    }

    @Override
    public void checked(int step, double meanLoss, double lowestValidation) {
        context.report(CorrectionTraining.PHASE, done + step, allSteps, meanLoss, lowestValidation, start);
        done += step == stepsOfMember ? stepsOfMember : 0;
    }
}
