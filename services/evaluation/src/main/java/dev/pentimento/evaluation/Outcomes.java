package dev.pentimento.evaluation;

import dev.pentimento.events.CandidateOpinion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the events that show opinions. */
final class Outcomes {
    private Outcomes() {}

    /**
     * @param label index of the class; {@link ImageState#UNLABELLED}: taken back
     * @param previous the same of the label before
     */
    static Outcome of(JudgedImage image, int label, int revision, int previous, Instant labelledAt) {
        LineUp lineUp = image.lineUp();
        return Outcome.newBuilder()
                .setImageId(image.id())
                .setLabel(name(lineUp, label))
                .setLabelRevision(revision)
                .setPreviousLabel(name(lineUp, previous))
                .setLabelledAt(labelledAt)
                .setModelVersion(lineUp.champion())
                .setEncoderId(lineUp.encoderId())
                .setOriginal(opinion(lineUp, image.opinions().original()))
                .setCorrected(opinion(lineUp, image.opinions().corrected()))
                .setCandidates(candidates(lineUp, image.opinions()))
                .setSource(image.source())
                .setImage(image.image())
                .setEmbedding(image.embedding())
                .setImageTimestamp(Instant.ofEpochMilli(image.timestampMillis()))
                .setCapturedAt(image.capturedAt())
                .build();
    }

    private static @Nullable String name(LineUp lineUp, int label) {
        return label == ImageState.UNLABELLED ? null : lineUp.classes().get(label);
    }

    static Opinion opinion(LineUp lineUp, float[] probabilities) {
        List<Float> boxed = new ArrayList<>(probabilities.length);
        for (float probability : probabilities) {
            boxed.add(probability);
        }
        int best = Probabilities.best(probabilities);
        return new Opinion(lineUp.classes().get(best), probabilities[best], boxed);
    }

    static List<CandidateOpinion> candidates(LineUp lineUp, Opinions opinions) {
        List<CandidateOpinion> candidates = new ArrayList<>();
        for (int i = 0; i < opinions.candidates().size(); i++) {
            float @Nullable [] probabilities = opinions.candidates().get(i);
            if (probabilities != null) {
                candidates.add(new CandidateOpinion(lineUp.candidates().get(i), opinion(lineUp, probabilities)));
            }
        }
        return candidates;
    }
}
