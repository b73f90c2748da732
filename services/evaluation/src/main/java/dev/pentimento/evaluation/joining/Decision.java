package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.events.DeadLetterReason;

/** The decisions of {@link LabelJoin} when an image or a label arrives, or when time has passed. */
public sealed interface Decision {
    /** An image arrived. */
    record Seen(JudgedImage image) implements Decision {}

    /** The image has the id of an earlier image. */
    record SeenBefore(JudgedImage image) implements Decision {}

    /** A label changed what is known about its image. */
    record Labelled(LabelChange change, LabelArrival label) implements Decision {}

    /** The image already has this label. */
    record Repeated(LabelArrival label) implements Decision {}

    /** The label arrived before its image and waits for it. */
    record Early(LabelArrival label) implements Decision {}

    /** The label will never count; it becomes a dead letter. */
    record Refused(String imageId, LabelArrival label, DeadLetterReason reason, String detail) implements Decision {}
}
