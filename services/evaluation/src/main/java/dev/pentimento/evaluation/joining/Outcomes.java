package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.opinions.OpinionEvents;
import dev.pentimento.evaluation.requests.RequestEvents;
import dev.pentimento.events.LabelUse;
import dev.pentimento.events.Outcome;
import dev.pentimento.statistics.requests.Drawing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates the outcomes of images whose label has changed. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(LabelChange change, LabelArrival label) {
        JudgedImage image = change.image();
        Drawing drawing = image.drawing();
        LineUp lineUp = image.lineUp();
        return Outcome.newBuilder()
                .setImageId(image.id())
                .setLabel(name(lineUp, change.after()))
                .setLabelRevision(change.revision())
                .setPreviousLabel(name(lineUp, change.before()))
                .setLabelledAt(label.labelledAt())
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
                .setLabelUse(use(label, drawing != null))
                .setDrawing(drawing == null ? null : RequestEvents.drawing(drawing))
                .build();
    }

    static LabelUse use(LabelArrival label, boolean drawn) {
        if (!label.answersRequest()) {
            return LabelUse.UNREQUESTED;
        }
        return drawn ? LabelUse.REQUESTED : LabelUse.NOT_REQUESTED;
    }

    private static @Nullable String name(LineUp lineUp, int label) {
        return label == ImageState.UNLABELLED ? null : lineUp.classes().get(label);
    }
}
