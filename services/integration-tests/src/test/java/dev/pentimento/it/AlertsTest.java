package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gets an alert finds what it means and what to do; and no alert is silent because it asks for a name that nobody serves. */
class AlertsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path RULES = ROOT.resolve("monitoring/prometheus/rules.yml");
    private static final YAMLMapper YAML = new YAMLMapper();
    /** Label matchers, texts, durations, and lists of labels: what is left of a query are functions, operators and metrics. */
    private static final Pattern NO_METRIC =
            Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\[[^]]*]|\\b(?:by|without) *\\([^)]*\\)");

    private static final Pattern NAME = Pattern.compile("\\b[a-z_]{2,}\\b(?! *\\()");
    private static final Set<String> OPERATORS = Set.of("or", "and", "unless");
    /** Prometheus makes it itself. */
    private static final String UP = "up";

    record Alert(String name, String query, String runbook) {
        Set<String> metrics() {
            return NAME.matcher(NO_METRIC.matcher(query).replaceAll(" "))
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> !OPERATORS.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Alert> alerts() throws IOException {
        return elements(YAML.readTree(RULES.toFile()).path("groups").path(0).path("rules"))
                .map(rule -> new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("annotations").path("runbook").asText()));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void itsRunbookSaysWhatItMeansWhatToLookAtAndWhatToDo(Alert alert) throws IOException {
        String[] address = alert.runbook().split("#");
        assertThat(address).hasSize(2);
        String section = Pattern.compile("(?m)^### ")
                .splitAsStream(Files.readString(ROOT.resolve(address[0])))
                .filter(each -> each.startsWith(alert.name() + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no section '### " + alert.name() + "'"));

        assertThat(address[1]).isEqualTo(alert.name().toLowerCase(Locale.ROOT));
        assertThat(section).containsSubsequence("**It means**: ", "**Look at**: ", "**Do**: ");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void itAsksOnlyForMetricsThatAreDocumented(Alert alert) throws IOException {
        String documented = Files.readString(ROOT.resolve("docs/reference/metrics.md"));

        assertThat(alert.metrics())
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metric)
                        .matches(
                                name -> name.equals(UP) || documented.contains("| `" + name + "` |"), "is documented"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void aTestOfTheRulesMakesItFireAndOneKeepsItSilent(Alert alert) throws IOException {
        Set<Boolean> silent = elements(
                        YAML.readTree(RULES.resolveSibling("rules-test.yml").toFile())
                                .path("tests"))
                .flatMap(test -> elements(test.path("alert_rule_test")))
                .filter(test -> test.path("alertname").asText().equals(alert.name()))
                .map(test -> test.path("exp_alerts").isEmpty())
                .collect(Collectors.toSet());

        assertThat(silent).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void metricsAreFoundInAQuery() {
        Alert alert =
                new Alert("", "sum by (service, instance) (rate(a_total{b=\"c\"}[10m])) / up > 3 or absent(d_e)", "");

        assertThat(alert.metrics()).containsExactly("a_total", "d_e", "up");
    }
}
