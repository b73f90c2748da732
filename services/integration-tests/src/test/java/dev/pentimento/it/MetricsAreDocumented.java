package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code docs/reference/metrics.md} says, what {@code /metrics} serves, and what alerts and the Grafana dashboard ask for
 * are the same metrics, of the same type and with the same labels.
 */
record MetricsAreDocumented(String scrape) {
    private static final Path ROOT = Path.of("..", "..");
    private static final String OURS = "pentimento_";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (counter|gauge|summary|histogram) \\|([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+?)(?:_bucket|_sum|_count)?\\{([^}]*)} ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Pattern QUOTED = Pattern.compile("`([a-z_]+)`");
    private static final Pattern USED = Pattern.compile("\\b(?:pentimento|process|jvm)_[a-z_]+");
    private static final Pattern PART = Pattern.compile("_(?:bucket|sum|count)$");

    /** Of one metric. */
    private record Described(String type, Set<String> labels) {}

    void holds() throws IOException {
        Map<String, Described> documented = documented();
        Map<String, Described> served = served();
        assertThat(documented).as("a table without rows would hold anything").hasSizeGreaterThan(40);
        assertThat(served).as("what is documented is served").containsAllEntriesOf(documented);
        assertThat(documented.keySet())
                .as("what is served is documented")
                .containsAll(served.keySet().stream()
                        .filter(name -> name.startsWith(OURS))
                        .toList());
        for (Path file : monitoring()) {
            assertThat(documented.keySet())
                    .as("what %s asks for is documented", file)
                    .containsAll(used(file));
        }
    }

    private static Map<String, Described> documented() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("docs/reference/metrics.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> new Described(row.group(2), all(QUOTED, row.group(3)))));
    }

    private Map<String, Described> served() {
        Map<String, Set<String>> labels = new TreeMap<>();
        SAMPLE.matcher(scrape)
                .results()
                .forEach(sample -> labels.computeIfAbsent(sample.group(1), none -> new TreeSet<>())
                        .addAll(all(LABEL, sample.group(2))));
        Map<String, Described> served = new TreeMap<>();
        TYPE.matcher(scrape).results().forEach(type -> {
            Set<String> own = new TreeSet<>(labels.getOrDefault(type.group(1), Set.of()));
            own.remove("le"); // of the format, not of ours
            served.put(type.group(1), new Described(type.group(2), own));
        });
        return served;
    }

    private static List<Path> monitoring() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("monitoring"))) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).anyMatch(file -> file.endsWith("rules.yml"));
            return found;
        }
    }

    private static Set<String> used(Path file) throws IOException {
        return USED.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .map(name -> PART.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
