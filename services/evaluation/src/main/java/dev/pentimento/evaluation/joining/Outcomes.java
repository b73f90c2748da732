package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionEvents;
import dev.pentimento.events.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the outcomes of images whose label has changed. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(LabelChange change, Instant labelledAt) {
        JudgedImage image = change.image();
        LineUp lineUp = image.lineUp();
        return Outcome.newBuilder()
                .setImageId(image.id())
                .setLabel(name(lineUp, change.after()))
                .setLabelRevision(change.revision())
                .setPreviousLabel(name(lineUp, change.before()))
                .setLabelledAt(labelledAt)
                .setModelVersion(lineUp.champion())
                .setEncoderId(lineUp.encoderId())
                .setOriginal(OpinionEvents.opinion(lineUp, image.opinions().original()))
                .setCorrected(OpinionEvents.opinion(lineUp, image.opinions().corrected()))
                .setCandidates(OpinionEvents.candidates(lineUp, image.opinions()))
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
}
