package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.opinions.JudgedImage;
import java.util.List;

/** The state of one image id. Times are in stream time: the latest timestamp that its task had seen. */
public sealed interface ImageState {
    /** When this became known. */
    long sinceMillis();

    /** Labels that arrived before their image, in order of arrival. */
    record Waiting(long sinceMillis, List<LabelArrival> labels) implements ImageState {
        public Waiting {
            labels = List.copyOf(labels);
        }
    }

    /**
     * The latest image with this id.
     *
     * @param revision number of changes of its label; 0: it has had no label yet
     * @param label index of its class among the line-up's classes; {@link #UNLABELLED}: it currently has no label
     * @param kinds of which kinds it has had labels
     */
    record Judged(long sinceMillis, JudgedImage image, int revision, int label, LabelKinds kinds)
            implements ImageState {
        /** An image whose labels nobody requested. */
        public Judged(long sinceMillis, JudgedImage image, int revision, int label) {
            this(sinceMillis, image, revision, label, LabelKinds.withoutRequests(revision));
        }
    }

    /** An image that no longer accepts labels. */
    record Expired(long sinceMillis) implements ImageState {}

    int UNLABELLED = -1;
}
