package dev.pentimento.platform.models;

/** Beginnings of a version's {@code stageReason} by which others recognise what the trainer did. */
public final class StageReasons {
    /** A former champion is the champion again. */
    public static final String CHAMPION_AGAIN = "champion again: ";

    private StageReasons() {}
}
