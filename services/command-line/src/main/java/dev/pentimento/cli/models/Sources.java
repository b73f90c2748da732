package dev.pentimento.cli.models;

import dev.pentimento.learning.inference.EncoderInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses each setting of an import from an option, a folder or a default, and remembers from where. */
final class Sources {
    private static final String OPTIONS = "the options";
    private static final String DEFAULTS = "the defaults";

    private final Map<String, List<String>> settings = new LinkedHashMap<>();
    private String folder = "";

    /** @param file of the folder that says how images are read; empty: none */
    void folder(String file) {
        folder = file;
    }

    /** The size of the input, from a source. */
    EncoderInput size(EncoderInput size, String source) {
        add(source, "input", size.channels() + "x" + size.height() + "x" + size.width());
        return size;
    }

    <T> T choose(String name, @Nullable T option, @Nullable T given, T otherwise) {
        T value = option != null ? option : given != null ? given : otherwise;
        add(option != null ? OPTIONS : given != null ? folder : DEFAULTS, name, value);
        return value;
    }

    private void add(String source, String name, Object value) {
        settings.computeIfAbsent(source, each -> new ArrayList<>()).add(name + " " + text(value));
    }

    /** One line for each source. */
    void tell(Consumer<String> note) {
        settings.forEach((source, values) -> note.accept("from " + source + ": " + String.join(", ", values)));
    }

    private static String text(Object value) {
        if (value instanceof float[] numbers) {
            return IntStream.range(0, numbers.length)
                    .mapToObj(i -> numbers[i] == Math.rint(numbers[i])
                            ? Integer.toString((int) numbers[i])
                            : Float.toString(numbers[i]))
                    .collect(Collectors.joining(","));
        }
        return value.toString().toLowerCase(Locale.ROOT);
    }
}
