package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import java.util.List;

/** What is known about one image id. Times are those of the stream: the latest timestamp that its task had seen. */
public sealed interface ImageState {
    /** When this became known. */
    long sinceMillis();

    /** Labels that came before their image, in their order. */
    record Waiting(long sinceMillis, List<LabelArrival> labels) implements ImageState {
        public Waiting {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The latest image of this id.
     *
     * @param revision how often its label has changed; 0: it had none yet
     * @param label index of its class among the line-up's classes; {@link #UNLABELLED}: it has no label now
     */
    record Judged(long sinceMillis, JudgedImage image, int revision, int label) implements ImageState {}

    /** An image that accepts no labels any more. */
    record Expired(long sinceMillis) implements ImageState {}

    int UNLABELLED = -1;
}
