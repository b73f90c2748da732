package dev.pentimento.benchmarks;

import java.util.Locale;

/** The unit of a figure. */
public enum Unit {
    /** One figure divided by another of the same run. */
    RATIO("", "%.2f"),
    PERCENT("%", "%.1f"),
    IMAGES_PER_SECOND("images/s", "%,.0f"),
    /** Processor time, of user and system, of all threads. */
    CPU_MICROS_PER_IMAGE("µs", "%,.1f"),
    /** Time of one thread, by the wall clock. */
    MICROSECONDS("µs", "%,.2f"),
    MILLISECONDS("ms", "%,.1f"),
    SECONDS("s", "%,.1f"),
    MEBIBYTES("MiB", "%,.0f"),
    COUNT("", "%,.0f");

    private final String text;
    private final String format;

    Unit(String text, String format) {
        this.text = text;
        this.format = format;
    }

    public String text() {
        return text;
    }

    public String format(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
