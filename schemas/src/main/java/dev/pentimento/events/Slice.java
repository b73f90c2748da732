package dev.pentimento.events;

import java.util.Objects;
import java.util.Optional;

/**
 * The part of a stream that a quality or drift window describes. In the field {@code slice} of {@link QualityWindow}
 * and {@link DriftWindow} it is {@code all}, or {@code source=} followed by the name of a source.
 *
 * @param text the field's value; a slice of an unknown kind, from a later release, keeps its text
 */
public record Slice(String text) implements Comparable<Slice> {
    /** Every image. */
    public static final Slice ALL = new Slice("all");

    private static final String SOURCE = "source=";

    public Slice {
        Objects.requireNonNull(text, "text");
    }

    /** The images of one source. */
    public static Slice ofSource(String source) {
        return new Slice(SOURCE + source);
    }

    public boolean isAll() {
        return equals(ALL);
    }

    /** The source of the images; empty for every other slice. */
    public Optional<String> source() {
        return text.startsWith(SOURCE) ? Optional.of(text.substring(SOURCE.length())) : Optional.empty();
    }

    /** {@link #ALL} comes first; the others are sorted by text. */
    @Override
    public int compareTo(Slice other) {
        return isAll() || other.isAll() ? Boolean.compare(other.isAll(), isAll()) : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
