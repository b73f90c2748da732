package dev.pentimento.evaluation.crashes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of {@code embeddings}, or one image of it.
 *
 * @param image its index; {@value #ALL}: all images together
 */
public record Place(int partition, long offset, int image) {
    static final int ALL = -1;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\d{1,18}) (-1|\\d{1,9})");

    /** All images of a batch. */
    public static Place batch(int partition, long offset) {
        return new Place(partition, offset, ALL);
    }

    /** One image of this batch. */
    public Place image(int index) {
        return new Place(partition, offset, index);
    }

    String text() {
        return partition + " " + offset + " " + image;
    }

    /** Parses the result of {@link #text}; empty for anything else. */
    static Optional<Place> of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Place(
                        Integer.parseInt(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }
}
