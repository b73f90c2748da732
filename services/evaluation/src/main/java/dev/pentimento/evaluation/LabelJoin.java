package dev.pentimento.evaluation;

import static dev.pentimento.events.DeadLetterReason.LABEL_TOO_LATE;
import static dev.pentimento.events.DeadLetterReason.LABEL_WITHOUT_IMAGE;
import static dev.pentimento.events.DeadLetterReason.UNKNOWN_CLASS;

import dev.pentimento.evaluation.ImageState.Expired;
import dev.pentimento.evaluation.ImageState.Judged;
import dev.pentimento.evaluation.ImageState.Waiting;
import dev.pentimento.events.DeadLetterReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which labels meet images, whichever comes first: the same labels and images give the same outcomes and
 * counts in either order. It knows of no store; it turns the state of one id into the next.
 */
final class LabelJoin {
    /** Of an image that never comes, so many labels are kept; then the last one gives way. */
    private static final int MOST_WAITING = 16;

    private final Duration retention;
    private final Listener listener;

    LabelJoin(Duration retention, Listener listener) {
        this.retention = retention;
        this.listener = listener;
    }

    /** Is told what follows. */
    interface Listener {
        void seen(JudgedImage image);

        /** @param before class of the label that it had, {@link ImageState#UNLABELLED} if none; likewise after */
        void labelled(JudgedImage image, int before, int after, int revision, LabelArrival label);

        void repeated(LabelArrival label);

        /** A label came before its image. */
        void early(LabelArrival label);

        /** An image came whose id another one had before. */
        void seenBefore(JudgedImage image);

        void refused(String imageId, LabelArrival label, DeadLetterReason reason, String detail);
    }

    Judged image(@Nullable ImageState known, JudgedImage image, long now) {
        listener.seen(image);
        Judged judged = new Judged(now, image, 0, ImageState.UNLABELLED);
        if (known instanceof Judged || known instanceof Expired) {
            listener.seenBefore(image);
        }
        if (!(known instanceof Waiting waiting)) {
            return judged; // an image of the same id before this one keeps the labels that it has
        }
        if (over(waiting, now)) {
            refuseAll(image.id(), waiting);
            return judged;
        }
        for (LabelArrival label : waiting.labels()) {
            judged = label(judged, label);
        }
        return judged;
    }

    ImageState label(@Nullable ImageState known, String imageId, LabelArrival label, long now) {
        if (known instanceof Judged judged && !over(judged, now)) {
            return label(judged, label);
        }
        if (known instanceof Waiting waiting && !over(waiting, now)) {
            listener.early(label);
            return new Waiting(waiting.sinceMillis(), waitingLabels(imageId, waiting.labels(), label));
        }
        if (known instanceof Judged || known instanceof Expired) {
            listener.refused(
                    imageId, label, LABEL_TOO_LATE, "the image came more than " + retention + " before its label");
            return new Expired(known.sinceMillis());
        }
        if (known instanceof Waiting waiting) {
            refuseAll(imageId, waiting);
        }
        listener.early(label);
        return new Waiting(now, List.of(label));
    }

    private List<LabelArrival> waitingLabels(String imageId, List<LabelArrival> labels, LabelArrival label) {
        List<LabelArrival> all = new ArrayList<>(labels);
        if (all.size() == MOST_WAITING) {
            LabelArrival replaced = all.remove(all.size() - 1);
            listener.refused(
                    imageId,
                    replaced,
                    LABEL_WITHOUT_IMAGE,
                    MOST_WAITING + " labels wait for this image already, and a later one took the place of this one");
        }
        all.add(label);
        return all;
    }

    private Judged label(Judged judged, LabelArrival label) {
        List<String> classes = judged.image().lineUp().classes();
        int after = label.label() == null ? ImageState.UNLABELLED : classes.indexOf(label.label());
        if (label.label() != null && after < 0) {
            String detail = "the model knows no class '" + label.label() + "'; it knows " + classes;
            listener.refused(judged.image().id(), label, UNKNOWN_CLASS, detail);
            return judged;
        }
        if (after == judged.label()) {
            listener.repeated(label);
            return judged;
        }
        int revision = judged.revision() + 1;
        listener.labelled(judged.image(), judged.label(), after, revision, label);
        return new Judged(judged.sinceMillis(), judged.image(), revision, after);
    }

    /**
     * What is left of a state as time goes by: an image whose time is over is remembered as such for as long again, so
     * that a label which comes then can be told that it is late.
     *
     * @return none: nothing is left
     */
    @Nullable
    ImageState aged(ImageState state, String imageId, long now) {
        if (!over(state, now)) {
            return state;
        }
        if (state instanceof Waiting waiting) {
            refuseAll(imageId, waiting);
            return null;
        }
        boolean forgotten = now - state.sinceMillis() > 2 * retention.toMillis();
        if (forgotten) {
            return null;
        }
        return state instanceof Expired ? state : new Expired(state.sinceMillis());
    }

    boolean over(ImageState state, long now) {
        return now - state.sinceMillis() > retention.toMillis();
    }

    private void refuseAll(String imageId, Waiting waiting) {
        for (LabelArrival label : waiting.labels()) {
            listener.refused(imageId, label, LABEL_WITHOUT_IMAGE, "no image of this id came within " + retention);
        }
    }
}
