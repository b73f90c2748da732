package dev.pentimento.cli.output;

/** The text of a cell. */
public final class Cells {
    private Cells() {}

    /** Removes line terminators and control characters, since names and details may come from anybody. */
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

    /** The number of characters. It assumes that all have the same width, which is not true for some scripts. */
    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
