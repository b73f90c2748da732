package dev.pentimento.dashboard.state;

import java.util.Locale;

/** A part of the page that changes as one. */
public enum Part {
    NOW,
    QUALITY,
    DRIFT,
    MAP,
    FLIPS,
    VERSIONS,
    COMMANDS,
    DEAD_LETTERS;

    /** As it is named in addresses and in the stream of changes. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
