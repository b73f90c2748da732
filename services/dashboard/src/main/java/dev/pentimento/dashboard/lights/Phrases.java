package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.lights.Right.Words;
import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.events.AccuracyEstimate;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sentences of the first light. */
record Phrases(Evidence evidence) {
    private static final String NOTHING = "Nothing to do.";

    static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f %%", 100 * share);
    }

    private String measure() {
        return evidence.floor().measure().words();
    }

    private String floor() {
        return percent(Objects.requireNonNull(evidence.least()));
    }

    String span() {
        return evidence.moved() ? "since the input moved" : "in the last hour";
    }

    private String figure(String when, Reading reading) {
        String text = when + ", " + measure() + " is " + percent(reading.value());
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    String below(String when, Reading reading) {
        return figure(when, reading) + ", below the floor of " + floor() + ".";
    }

    String above(String when, Reading reading) {
        return figure(when, reading) + ", above the floor of " + floor() + ".";
    }

    Words wrong(String sentence) {
        return new Words(
                State.BAD,
                "No",
                "The model is wrong too often",
                sentence,
                evidence.moved()
                        ? "The input has moved: label images from after the alarm, so that the trainer can learn from"
                                + " them."
                        : "See which classes are confused, under Quality. Train again with newer images, or roll back"
                                + " under Versions.");
    }

    Words right(String sentence) {
        return new Words(State.GOOD, "Yes", "The model is still right", sentence, NOTHING);
    }

    Words rightAgain(Reading window) {
        return new Words(
                State.DOUBTFUL,
                "Again",
                "The model is right again",
                above("in the last window", window) + " Over the last hour it was below.",
                "Wait until the whole hour is above the floor.");
    }

    Words tooFew(Reading span, String next) {
        boolean above = span.value() >= Objects.requireNonNull(evidence.least());
        return new Words(
                State.DOUBTFUL,
                above ? "Probably" : "Perhaps not",
                above ? "The model is probably right" : "The model may be wrong too often",
                String.format(
                        Locale.ENGLISH,
                        "%,d %s %s %s %s between %s and %s, on both sides of the floor of %s.",
                        span.labels(),
                        span.labels() == 1 ? "label" : "labels",
                        span(),
                        span.labels() == 1 ? "leaves" : "leave",
                        measure(),
                        percent(span.lower()),
                        percent(span.upper()),
                        floor()),
                next);
    }

    Words withoutFloor(Reading span) {
        return new Words(
                State.UNKNOWN,
                "Not known",
                "There is nothing to compare the model with",
                figure(span(), span) + ". The version has no figure from training.",
                "Set quality.floor to the least that you accept, such as 0.9.");
    }

    Words probablyWrong(String next) {
        AccuracyEstimate estimate =
                Objects.requireNonNull(evidence.withoutLabels().estimate());
        return new Words(
                State.BAD,
                "Probably not",
                "The model is probably wrong too often",
                unlabelled() + " Estimated without labels, accuracy is " + percent(estimate.getAccuracy())
                        + ", at most " + percent(estimate.getUpper()) + ".",
                next);
    }

    Words probablyRight(String next) {
        AccuracyEstimate estimate =
                Objects.requireNonNull(evidence.withoutLabels().estimate());
        return new Words(
                State.GOOD,
                "Probably",
                "The model is probably right",
                unlabelled() + " Estimated without labels, accuracy is " + percent(estimate.getAccuracy())
                        + ", at least " + percent(estimate.getLower()) + ".",
                "To be sure: " + Character.toLowerCase(next.charAt(0)) + next.substring(1));
    }

    /** @param old the last labelled images; null if there are none */
    Words notKnown(@Nullable Reading old, String next) {
        String was = old == null ? "" : " When last labelled, " + measure() + " was " + percent(old.value()) + ".";
        return new Words(
                State.UNKNOWN,
                "Not known",
                "Nobody knows whether the model is right",
                unlabelled() + was + " " + notEstimated(),
                next);
    }

    private String notEstimated() {
        WithoutLabels without = evidence.withoutLabels();
        if (without.reason() != null) {
            return "Accuracy is not estimated: " + without.reason() + ".";
        }
        return without.estimate() == null
                ? "Accuracy has not been estimated without labels."
                : "An estimate without labels does not tell.";
    }

    /** No image has come for long, so whatever was known is not about now. */
    Words quiet() {
        Reading last = evidence.recent().span();
        String time = span(evidence.quiet());
        return new Words(
                State.UNKNOWN,
                "No image",
                "No image for " + time,
                "There has been no image for " + time + "."
                        + (last == null
                                ? ""
                                : " When last labelled, " + measure() + " was " + percent(last.value()) + "."),
                "See whether images still come with the right time (capturedAt), and whether the embedding and the evaluation run.");
    }

    private String unlabelled() {
        if (evidence.moved()) {
            return evidence.recent().window() == null
                    ? "The input has moved, and no image since then has a label."
                    : "The input has moved, and the labels are "
                            + span(evidence.recent().behind()) + " behind the images.";
        }
        return evidence.recent().window() == null
                ? "No image has a label."
                : "The labels are " + span(evidence.recent().behind()) + " behind the images.";
    }

    private static String span(Duration time) {
        if (time.toHours() >= 48) {
            return time.toDays() + " days";
        }
        return time.toMinutes() >= 90 ? Math.round(time.toMinutes() / 60.0) + " hours" : time.toMinutes() + " minutes";
    }
}
