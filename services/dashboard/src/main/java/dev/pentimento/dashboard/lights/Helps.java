package dev.pentimento.dashboard.lights;

import org.jspecify.annotations.Nullable;

/**
 * Does the correction help?
 *
 * @param answer one to three words
 * @param sentence the verdict's figures since the version became champion, or since a drift alarm was resolved
 * @param heldBack why there is no verdict although there are enough labels; null if it is not held back
 * @param next what to do
 */
public record Helps(
        State state,
        String answer,
        String sentence,
        @Nullable String heldBack,
        String next) {}
