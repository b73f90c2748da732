package dev.pentimento.statistics.drift.detection;

/** A saved detector has a format that this release cannot read; the caller may start a new detector. */
public final class UnknownStateFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int format;

    UnknownStateFormatException(int format, int known) {
        super("the detector's state has format " + format + "; this release reads format " + known);
        this.format = format;
    }

    /** The format found. */
    public int format() {
        return format;
    }
}
