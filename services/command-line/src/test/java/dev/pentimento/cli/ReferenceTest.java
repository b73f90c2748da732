package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The pages under {@code docs/reference} name everything that the code has, and nothing else. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("..", "..", "docs", "reference");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)");

    @Test
    void everyCommandAndEveryOptionIsDescribed() throws IOException {
        String page = page("commands.md");

        List<CommandLine> commands = commands().toList();

        assertThat(commands)
                .extracting(CommandLine::getCommandName)
                .as("commands")
                .allSatisfy(name -> assertThat(page).containsPattern("`[^`]*\\b" + Pattern.quote(name) + "\\b"));
        assertThat(options(commands))
                .as("options")
                .allSatisfy(name -> assertThat(page).containsPattern("`" + name + "\\b(?!-)"));
    }

    @Test
    void noOptionIsDescribedThatNoCommandHas() throws IOException {
        List<String> known = options(commands().toList());
        Matcher matcher = OPTION.matcher(page("commands.md"));

        assertThat(matcher.results().map(found -> found.group(1))).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void everyDeadLetterReasonIsDescribed() throws IOException {
        String page = page("dead-letter-reasons.md");

        assertThat(DeadLetterReason.values())
                .allSatisfy(reason -> assertThat(page).contains("| `" + reason + "` |"));
    }

    @Test
    void everyTopicIsDescribed() throws IOException {
        String page = page("topics-and-schemas.md");

        assertThat(Topic.values()).allSatisfy(topic -> assertThat(page).contains("| `" + topic.baseName() + "` |"));
    }

    private static Stream<CommandLine> commands() {
        CommandLine root = Pentimento.commandLine(Terminal.ofThisProcess());
        return root.getSubcommands().values().stream()
                .flatMap(ReferenceTest::andBelow)
                .distinct();
    }

    private static Stream<CommandLine> andBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ReferenceTest::andBelow));
    }

    private static List<String> options(List<CommandLine> commands) {
        return commands.stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !option.hidden())
                .map(OptionSpec::names)
                .flatMap(Arrays::stream)
                .filter(name -> name.startsWith("--"))
                .distinct()
                .toList();
    }

    private static String page(String name) throws IOException {
        return Files.readString(REFERENCE.resolve(name));
    }
}
