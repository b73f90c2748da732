package dev.pentimento.cli.alarms;

import dev.pentimento.events.AlarmKind;
import dev.pentimento.events.Slice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is muted. */
final class MuteOptions {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KindConverter.class,
            completionCandidates = Kinds.class,
            description = "Only this kind: ${COMPLETION-CANDIDATES}. Default: every kind.")
    @Nullable
    AlarmKind kind;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "Only the alarms of this source. Default: every source, and all images.")
    private @Nullable String source;

    @Nullable
    String slice() {
        return source == null ? null : Slice.ofSource(source).text();
    }

    String words() {
        return (kind == null ? "every kind" : word(kind)) + (source == null ? "" : " of source " + source);
    }

    private static String word(AlarmKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<AlarmKind> kinds() {
        return Arrays.stream(AlarmKind.values())
                .filter(kind -> kind != AlarmKind.OTHER)
                .toList();
    }

    /** The names that a user types. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return kinds().stream().map(MuteOptions::word).iterator();
        }
    }

    /** Reads such a name. */
    static final class KindConverter implements ITypeConverter<AlarmKind> {
        @Override
        public AlarmKind convert(String text) {
            return kinds().stream()
                    .filter(kind -> word(kind).equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + kinds().stream().map(MuteOptions::word).collect(Collectors.joining(", "))));
        }
    }
}
