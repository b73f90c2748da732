package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.lights.Right.Words;
import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.dashboard.quality.Recent;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Decides whether the model is right. Labels decide while they are recent; then only an estimate whose interval lies on
 * one side of the floor; else nobody knows, as without an image for an hour. An average since the version became champion is never used: it hides a fall.
 */
public final class RightLight {
    private static final Duration RECENT = Duration.ofHours(1);
    private static final String LABEL =
            "Label some of the latest images: send each one's id and class to the topic" + " labels.";

    private RightLight() {}

    /**
     * Without a champion.
     *
     * @param waiting about how many images wait for one; empty if nobody knows
     */
    public static Right withoutModel(Floor floor, OptionalLong waiting) {
        String images = waiting.orElse(0) == 0
                ? "Images wait until a version is the champion. Kafka keeps them for topic.retention.images."
                : String.format(
                        Locale.ENGLISH,
                        "About %,d %s until a version is the champion. Kafka keeps them for topic.retention.images.",
                        waiting.getAsLong(),
                        waiting.getAsLong() == 1 ? "image waits" : "images wait");
        return Right.of(
                new Words(
                        State.UNKNOWN,
                        "No model",
                        "No model is in use yet",
                        images,
                        "Train a version: ./pentimento train --dataset FOLDER. Or import one: ./pentimento models import."),
                new Evidence(
                        floor,
                        null,
                        new Recent(null, null, null),
                        false,
                        false,
                        null,
                        WithoutLabels.NOTHING,
                        Duration.ZERO),
                null);
    }

    public static Right of(Evidence evidence) {
        Reading window = evidence.recent().window();
        if (evidence.recent().imagesUntil() == null) {
            return Right.of(
                    new Words(
                            State.UNKNOWN,
                            "No image",
                            "No image has been classified yet",
                            "The model in use has not classified an image.",
                            "Send images: ./pentimento produce FOLDER."),
                    evidence,
                    null);
        }
        if (evidence.quiet().compareTo(RECENT) > 0) {
            return Right.of(new Phrases(evidence).quiet(), evidence, null);
        }
        if (window == null || evidence.recent().behind().compareTo(RECENT) > 0) {
            return withoutRecentLabels(evidence);
        }
        return Right.of(byLabels(evidence, window), evidence, null);
    }

    private static Words byLabels(Evidence evidence, Reading window) {
        Reading span = Objects.requireNonNull(evidence.recent().span());
        Phrases phrases = new Phrases(evidence);
        Double floor = evidence.least();
        if (floor == null) {
            return phrases.withoutFloor(span);
        }
        if (window.upper() < floor) {
            return phrases.wrong(phrases.below("in the last window", window));
        }
        if (span.upper() < floor) {
            return window.lower() >= floor
                    ? phrases.rightAgain(window)
                    : phrases.wrong(phrases.below(phrases.span(), span));
        }
        if (span.lower() >= floor) {
            return phrases.right(phrases.above(phrases.span(), span));
        }
        if (window.lower() >= floor) {
            return phrases.right(phrases.above("in the last window", window));
        }
        return phrases.tooFew(span, LABEL);
    }

    private static Right withoutRecentLabels(Evidence evidence) {
        Phrases phrases = new Phrases(evidence);
        Double floor = evidence.least();
        Reading window = evidence.recent().window();
        Reading old = window == null ? evidence.before() : window;
        if (floor != null && old != null && old.upper() < floor) {
            return Right.of(phrases.wrong(phrases.below("when last labelled", old)), evidence, null);
        }
        return switch (Estimate.of(evidence)) {
            case BELOW ->
                Right.of(
                        phrases.probablyWrong(LABEL),
                        evidence,
                        evidence.withoutLabels().estimate());
            case ABOVE ->
                Right.of(
                        phrases.probablyRight(LABEL),
                        evidence,
                        evidence.withoutLabels().estimate());
            case SILENT -> Right.of(phrases.notKnown(old, LABEL), evidence, null);
        };
    }
}
