package dev.pentimento.platform.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One setting. Everything about it is defined once, here: how it is read, checked, explained in an error and described
 * in {@code docs/reference/settings.md}.
 *
 * @param type a noun for readers, such as "whole number"
 * @param standard the default, as a user would write it
 * @param shownDefault the default in the reference; differs from {@code standard} if that depends on the machine
 * @param allowed which values of the type are accepted
 * @param text what the setting does
 * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} for a value that is not allowed
 * @param formerName name under which older releases read this duration as milliseconds
 */
public record Setting<T>(
        String name,
        String type,
        String standard,
        String shownDefault,
        String allowed,
        String text,
        Function<String, T> parser,
        @Nullable String formerName) {
    private static final Logger LOG = LoggerFactory.getLogger(Setting.class);
    private static final String SECRET = "secret";
    private static final String SECRETS = "list of secrets";
    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

    private static <T> Setting<T> of(
            String name, String type, String standard, String allowed, String text, Function<String, T> parser) {
        return new Setting<>(name, type, standard, standard, allowed, text, parser, null);
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Setting<Integer> integer(String name, int standard, int least, int most, String text) {
        String allowed = most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
        var parser = checked(Integer::valueOf, value -> value >= least && value <= most);
        return of(name, "whole number", "" + standard, allowed, text, parser);
    }

    /** A whole number that may exceed the range of an {@code int}. */
    public static Setting<Long> longInteger(String name, long standard, long least, String text) {
        String allowed = least == Long.MIN_VALUE ? "any" : "at least " + least;
        return of(name, "whole number", "" + standard, allowed, text, checked(Long::valueOf, value -> value >= least));
    }

    /** A probability or another share below 1. */
    public static Setting<Double> share(String name, double standard, boolean mayBeZero, String text) {
        String allowed = (mayBeZero ? "at least" : "above") + " 0 and below 1";
        var parser = checked(Double::valueOf, value -> (value > 0 || (mayBeZero && value == 0)) && value < 1);
        return of(name, "number", "" + standard, allowed, text, parser);
    }

    /** A number from {@code least} to {@code most}. */
    public static Setting<Double> number(String name, double standard, double least, double most, String text) {
        String allowed = String.format(Locale.ENGLISH, "%s to %s", least, most);
        var parser = checked(Double::valueOf, value -> value >= least && value <= most);
        return of(name, "number", "" + standard, allowed, text, parser);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, boolean standard, String text) {
        var parser = checked(word -> word.toLowerCase(Locale.ROOT), Set.of("true", "false")::contains);
        return of(name, "boolean", "" + standard, "true or false", text, parser.andThen(Boolean::valueOf));
    }

    /** An ISO 8601 duration, such as {@code PT30S} or {@code P30D}, of at least {@code least}. */
    public static Setting<Duration> duration(String name, String standard, String least, String text) {
        return duration(name, standard, "at least " + least, Duration.parse(least), LONGEST, text);
    }

    /** An ISO 8601 duration from {@code least} to {@code most}. */
    public static Setting<Duration> duration(String name, String standard, String least, String most, String text) {
        return duration(name, standard, least + " to " + most, Duration.parse(least), Duration.parse(most), text);
    }

    private static Setting<Duration> duration(
            String name, String standard, String allowed, Duration least, Duration most, String text) {
        var parser = checked(Duration::parse, value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
        return of(name, "duration", standard, allowed, text, parser);
    }

    /** One of the constants of an enum, written in lower case. */
    public static <E extends Enum<E>> Setting<E> choice(String name, E standard, String text) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : standard.getDeclaringClass().getEnumConstants()) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        String allowed = String.join(", ", words.keySet());
        var parser = checked(Function.<String>identity(), words::containsKey).andThen(words::get);
        return of(name, "word", standard.name().toLowerCase(Locale.ROOT), allowed, text, parser);
    }

    /** A text that must match the pattern. */
    public static Setting<String> text(String name, String standard, String pattern, String allowed, String text) {
        var matches = Pattern.compile(pattern).asMatchPredicate();
        return of(name, "text", standard, allowed, text, checked(Function.identity(), matches));
    }

    /** Texts separated by commas. */
    public static Setting<List<String>> list(String name, String allowed, String text) {
        Function<String, List<String>> parser =
                value -> value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*"));
        return of(name, "list", "", allowed, text, parser);
    }

    /**
     * A secret text, which no log or error shows. It is empty, or has at least {@code least} characters: 22 characters
     * of base 64 are 128 bits.
     */
    public static Setting<Password> secret(String name, int least, String text) {
        var parser = checked(
                Password::new,
                secret -> secret.value().isEmpty() || secret.value().length() >= least);
        String range = least == 1 ? "any" : "at least " + least + " characters, or empty";
        return of(name, SECRET, "", range, text, parser);
    }

    /** A secret text of a certain form, or empty. No log or error shows it. */
    public static Setting<Password> secret(String name, Predicate<String> allowed, String range, String text) {
        var parser = checked(Password::new, secret -> secret.value().isEmpty() || allowed.test(secret.value()));
        return of(name, SECRET, "", range, text, parser);
    }

    /** Secret texts separated by commas, each of which must match the pattern. No log or error shows them. */
    public static Setting<List<Password>> secrets(String name, String pattern, String allowed, String text) {
        var matches = Pattern.compile(pattern).asMatchPredicate();
        Function<String, List<String>> parser =
                value -> value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*"));
        var checked = checked(parser, values -> values.stream().allMatch(matches));
        return of(
                name,
                SECRETS,
                "",
                allowed,
                text,
                checked.andThen(values -> values.stream().map(Password::new).toList()));
    }

    private static <T> Function<String, T> checked(Function<String, T> parser, Predicate<T> allowed) {
        return text -> {
            T value = parser.apply(text);
            if (!allowed.test(value)) {
                throw new IllegalArgumentException(text);
            }
            return value;
        };
    }

    /** The same setting with another default in the reference. */
    public Setting<T> showingDefault(String words) {
        return new Setting<>(name, type, standard, words, allowed, text, parser, formerName);
    }

    /** The same setting, also read under the name that older releases used for it in milliseconds. */
    public Setting<T> formerlyMillis(String oldName) {
        return new Setting<>(name, type, standard, shownDefault, allowed, text, parser, oldName);
    }

    /** The environment variable that sets it. */
    public String variable() {
        return Settings.variable(name);
    }

    /** The configured value, or else the default. */
    T read(Map<String, String> given) {
        String former = formerName == null ? null : given.get(formerName);
        String current = given.get(name);
        if (former == null) {
            return parse(name, current == null ? standard : current);
        }
        if (current != null) {
            throw new SettingsException(
                    "both " + name + " and its former name " + formerName + " are set; remove " + formerName);
        }
        String duration = millis(former);
        LOG.warn("the setting {} is now called {}: write {}={}", formerName, name, name, duration);
        return parse(name + " (given as " + formerName + ")", duration);
    }

    private String millis(String value) {
        try {
            return Duration.ofMillis(Long.parseLong(value.strip())).toString();
        } catch (NumberFormatException e) {
            throw new SettingsException(formerName + " is '" + value + "' but must be a whole number of milliseconds;"
                    + " use " + name + " with a duration such as " + standard);
        }
    }

    private T parse(String shownName, String value) {
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException | DateTimeException e) {
            String shown = type.equals(SECRET) || type.equals(SECRETS) ? "" : " is '" + value + "' but";
            throw new SettingsException(shownName + shown + " must be " + expected()
                    + (shownDefault.isEmpty() ? "" : " (default: " + shownDefault + ")"));
        }
    }

    /** What a value must be, after the word "be". */
    private String expected() {
        return switch (type) {
            case "word" -> "one of " + allowed;
            case "boolean", "text" -> allowed;
            default -> "a " + type + ": " + allowed;
        };
    }

    /** Its name, as messages quote it. */
    @Override
    public String toString() {
        return name;
    }
}
