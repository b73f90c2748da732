package dev.pentimento.cli.output;

/** Text as it stands in a cell. */
public final class Cells {
    private Cells() {}

    /** Without line ends, and without what a terminal would take for a command: names and details come from anywhere. */
    public static String singleLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ");
    }

    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** In characters of the same width, which those of some scripts are not. */
    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
