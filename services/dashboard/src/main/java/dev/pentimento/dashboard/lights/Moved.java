package dev.pentimento.dashboard.lights;

import org.jspecify.annotations.Nullable;

/**
 * Has the input moved?
 *
 * @param answer one to three words
 * @param sentence what moved
 * @param next what to do
 * @param alarms number of open alarms; one that a stream with a single source raises twice counts once
 * @param size least share of the images that look different, 0 to 1; null without an alarm
 * @param source the source that {@code size} is about; null: all images, or no alarm
 */
public record Moved(
        State state,
        String answer,
        String sentence,
        String next,
        int alarms,
        @Nullable Double size,
        @Nullable String source) {}
