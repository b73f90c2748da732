package dev.pentimento.evaluation.requests;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.RequestReason;
import dev.pentimento.statistics.requests.Drawing;
import java.time.Duration;
import java.time.Instant;

/** Drawings in the form of events. */
public final class RequestEvents {
    private RequestEvents() {}

    /** The request for the label of a drawn image. */
    public static LabelRequest request(JudgedImage image, Drawing drawing, Duration retention) {
        LineUp lineUp = image.lineUp();
        return LabelRequest.newBuilder()
                .setImageId(image.id())
                .setImage(image.image())
                .setSource(image.source())
                .setReason(drawing.flip() ? RequestReason.FLIP : RequestReason.SAMPLE)
                .setDrawing(drawing(drawing))
                .setModelVersion(lineUp.champion())
                .setCandidates(lineUp.candidates())
                .setClasses(lineUp.classes())
                .setExpiresAt(Instant.ofEpochMilli(image.timestampMillis()).plus(retention))
                .build();
    }

    /** The drawing in events. */
    public static dev.pentimento.events.Drawing drawing(Drawing drawing) {
        return new dev.pentimento.events.Drawing(
                drawing.probability(), drawing.flip(), drawing.flipProbability(), drawing.otherProbability());
    }
}
