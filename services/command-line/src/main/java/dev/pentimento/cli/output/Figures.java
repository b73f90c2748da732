package dev.pentimento.cli.output;

import dev.pentimento.events.Opinion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats values for the cells of tables. A missing value is a dash. */
public final class Figures {
    private static final String NOTHING = "-";

    private Figures() {}

    /** UTC, to the second. */
    public static String time(@Nullable Instant time) {
        return time == null ? NOTHING : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static String text(@Nullable String text) {
        return text == null || text.isEmpty() ? NOTHING : text;
    }

    /** A number such as {@code 12000}; very large values, such as evidence of drift, as {@code 2.9e+113}. */
    public static String whole(double value) {
        return String.format(Locale.ROOT, value < 1e9 ? "%.0f" : "%.1e", value);
    }

    /** A share from 0 to 1, to a tenth of a percent. */
    public static String share(@Nullable Double share) {
        return share == null ? NOTHING : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A class and its confidence, such as {@code Sneaker 0.93}. */
    public static String opinion(Opinion opinion) {
        return String.format(Locale.ROOT, "%s %.2f", opinion.getLabel(), opinion.getConfidence());
    }
}
