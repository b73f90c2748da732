package dev.pentimento.dashboard.state;

import java.util.Locale;

/** A part of the page that changes as a whole. */
public enum Part {
    NOW,
    QUALITY,
    DRIFT,
    MAP,
    FLIPS,
    VERSIONS,
    COMMANDS,
    DECISIONS,
    DEAD_LETTERS;

    /** Its name in paths and in the stream of changes. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
