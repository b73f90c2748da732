package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.events.AccuracyEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Is the model right?
 *
 * @param answer one to three words
 * @param headline the answer as a headline
 * @param sentence the figures that decide
 * @param next what to do
 * @param measure which figure is compared
 * @param training that figure on held-out images when the version was made; null if it has none
 * @param floor the least that the operator accepts; null if it depends on the figure at training, which does not exist
 * @param window the latest window with enough labels; null without labels
 * @param span the last hour of labelled images, or the part since the input moved; null without labels
 * @param sinceMoved whether {@code window} and {@code span} begin when the input moved
 * @param before the last labelled images from before the input moved, if there are none since; else null
 * @param estimate the estimate without labels, if it decides; else null
 */
public record Right(
        State state,
        String answer,
        String headline,
        String sentence,
        String next,
        Measure measure,
        @Nullable Double training,
        @Nullable Double floor,
        @Nullable Reading window,
        @Nullable Reading span,
        boolean sinceMoved,
        @Nullable Reading before,
        @Nullable AccuracyEstimate estimate) {

    /** What the light says, without the figures behind it. */
    record Words(State state, String answer, String headline, String sentence, String next) {}

    static Right of(Words words, Evidence evidence, @Nullable AccuracyEstimate estimate) {
        return new Right(
                words.state(),
                words.answer(),
                words.headline(),
                words.sentence(),
                words.next(),
                evidence.floor().measure(),
                evidence.training(),
                evidence.least(),
                evidence.recent().window(),
                evidence.recent().span(),
                evidence.moved(),
                evidence.before(),
                estimate);
    }
}
