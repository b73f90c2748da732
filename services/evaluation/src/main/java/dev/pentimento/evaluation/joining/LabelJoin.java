package dev.pentimento.evaluation.joining;

import static dev.pentimento.events.DeadLetterReason.LABEL_TOO_LATE;
import static dev.pentimento.events.DeadLetterReason.LABEL_WITHOUT_IMAGE;
import static dev.pentimento.events.DeadLetterReason.UNKNOWN_CLASS;

import dev.pentimento.evaluation.joining.Decision.Early;
import dev.pentimento.evaluation.joining.Decision.Labelled;
import dev.pentimento.evaluation.joining.Decision.Refused;
import dev.pentimento.evaluation.joining.Decision.Repeated;
import dev.pentimento.evaluation.joining.Decision.Seen;
import dev.pentimento.evaluation.joining.Decision.SeenBefore;
import dev.pentimento.evaluation.joining.ImageState.Expired;
import dev.pentimento.evaluation.joining.ImageState.Judged;
import dev.pentimento.evaluation.joining.ImageState.Waiting;
import dev.pentimento.evaluation.opinions.JudgedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules for joining labels with images, whichever arrives first: the same labels and images give the same outcomes
 * and counts in either order. The join turns the state of one image id into the next state and returns its decisions.
 * It knows neither stores nor topics. The rules, in the order of an image's life:
 *
 * <ol>
 *   <li>Early label: a label whose image has not arrived waits for it ({@link #label}). A further label waits too
 *       ({@code addEarly}).
 *   <li>Limit: if {@value #MOST_WAITING} labels already wait, a new one replaces the last ({@code addEarly}).
 *   <li>Image: when it arrives, its waiting labels count in their order ({@link #image}). Labels that have waited
 *       longer than retention are refused ({@code refusals}).
 *   <li>Repeated image id: the new judgement replaces the previous one, and keeps its label ({@link #image}).
 *   <li>Label of a known image: it counts, repeats the current label, or names an unknown class and is refused
 *       ({@code decide}). The revision grows with each label that counts ({@code next}).
 *   <li>Kinds: a label that answers a request counts apart from those that nobody requested, if its image was drawn;
 *       otherwise it counts like them. The same class of the other kind is one more revision ({@code decide}).
 *   <li>Withdrawal: a label without a class withdraws the current label; this is one more revision ({@code decide}).
 *   <li>Late label: a label that arrives later than retention after its image is refused ({@link #label}).
 *   <li>Expiry: after retention, waiting labels are refused and an image expires; after twice that time the image is
 *       forgotten ({@link #aged}).
 * </ol>
 */
public final class LabelJoin {
    /** Largest number of labels that may wait for one image; a further label replaces the last of them. */
    private static final int MOST_WAITING = 16;

    private final Duration retention;

    /** @param retention how long an image waits for labels, and a label for its image */
    public LabelJoin(Duration retention) {
        this.retention = retention;
    }

    /**
     * An image arrived. Labels that wait for it count now. An earlier image with the same id keeps its labels.
     *
     * @param now stream time
     */
    public Joined image(@Nullable ImageState known, JudgedImage image, long now) {
        List<Decision> decisions = new ArrayList<>();
        decisions.add(new Seen(image));
        Judged judged = new Judged(now, image, 0, ImageState.UNLABELLED);
        if (known instanceof Judged || known instanceof Expired) {
            decisions.add(new SeenBefore(image));
        } else if (known instanceof Waiting waiting && over(waiting, now)) {
            decisions.addAll(refusals(image.id(), waiting));
        } else if (known instanceof Waiting waiting) {
            for (LabelArrival label : waiting.labels()) {
                Decision decision = decide(judged, label);
                decisions.add(decision);
                judged = next(judged, decision);
            }
        }
        return new Joined(judged, decisions);
    }

    /**
     * A label arrived.
     *
     * @param now stream time
     */
    public Joined label(@Nullable ImageState known, String imageId, LabelArrival label, long now) {
        if (known instanceof Judged judged && !over(judged, now)) {
            Decision decision = decide(judged, label);
            return new Joined(next(judged, decision), List.of(decision));
        }
        if (known instanceof Waiting waiting && !over(waiting, now)) {
            return addEarly(waiting, imageId, label);
        }
        if (known instanceof Judged || known instanceof Expired) {
            String detail = "the image came more than " + retention + " before its label";
            return new Joined(
                    new Expired(known.sinceMillis()), List.of(new Refused(imageId, label, LABEL_TOO_LATE, detail)));
        }
        List<Decision> decisions = new ArrayList<>();
        if (known instanceof Waiting waiting) {
            decisions.addAll(refusals(imageId, waiting));
        }
        decisions.add(new Early(label));
        return new Joined(new Waiting(now, List.of(label)), decisions);
    }

    private static Joined addEarly(Waiting waiting, String imageId, LabelArrival label) {
        List<Decision> decisions = new ArrayList<>(List.of(new Early(label)));
        List<LabelArrival> labels = new ArrayList<>(waiting.labels());
        if (labels.size() == MOST_WAITING) {
            LabelArrival replaced = labels.remove(labels.size() - 1);
            String detail = MOST_WAITING + " labels wait for this image already, and a later one replaced this one";
            decisions.add(new Refused(imageId, replaced, LABEL_WITHOUT_IMAGE, detail));
        }
        labels.add(label);
        return new Joined(new Waiting(waiting.sinceMillis(), labels), decisions);
    }

    private static Decision decide(Judged judged, LabelArrival label) {
        List<String> classes = judged.image().lineUp().classes();
        int after = label.label() == null ? ImageState.UNLABELLED : classes.indexOf(label.label());
        if (label.label() != null && after < 0) {
            String detail = "the model knows no class '" + label.label() + "'; it knows " + classes;
            return new Refused(judged.image().id(), label, UNKNOWN_CLASS, detail);
        }
        LabelKinds kinds = after == ImageState.UNLABELLED
                ? judged.kinds()
                : judged.kinds().with(label.answersRequest() && judged.image().drawing() != null);
        return after == judged.label() && kinds.equals(judged.kinds())
                ? new Repeated(label)
                : new Labelled(
                        new LabelChange(
                                judged.image(), judged.label(), after, judged.revision() + 1, judged.kinds(), kinds),
                        label);
    }

    private static Judged next(Judged judged, Decision decision) {
        return decision instanceof Labelled labelled
                ? new Judged(
                        judged.sinceMillis(),
                        judged.image(),
                        labelled.change().revision(),
                        labelled.change().after(),
                        labelled.change().kinds())
                : judged;
    }

    /**
     * Time has passed. Labels whose image did not arrive in time are refused. An expired image is remembered for
     * another retention period, so that a label that arrives then is refused as late.
     *
     * @param now stream time
     */
    public Joined aged(ImageState state, String imageId, long now) {
        if (!over(state, now)) {
            return new Joined(state, List.of());
        }
        if (state instanceof Waiting waiting) {
            return new Joined(null, refusals(imageId, waiting));
        }
        boolean forgotten = now - state.sinceMillis() > 2 * retention.toMillis();
        if (forgotten) {
            return new Joined(null, List.of());
        }
        return new Joined(state instanceof Expired ? state : new Expired(state.sinceMillis()), List.of());
    }

    private boolean over(ImageState state, long now) {
        return now - state.sinceMillis() > retention.toMillis();
    }

    private List<Decision> refusals(String imageId, Waiting waiting) {
        String detail = "no image of this id came within " + retention;
        return waiting.labels().stream()
                .<Decision>map(label -> new Refused(imageId, label, LABEL_WITHOUT_IMAGE, detail))
                .toList();
    }
}
