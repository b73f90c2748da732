package dev.pentimento.cli.rights;

import dev.pentimento.platform.rights.Right;
import dev.pentimento.platform.rights.Rights;
import java.util.List;
import java.util.stream.Collectors;

/** The page {@code docs/reference/rights.md}. */
final class RightsPage {
    private static final String INTRODUCTION = """
        # Rights in Kafka

        <!-- Generated from the code. Write it again with: ./pentimento rights > docs/reference/rights.md -->

        What each program needs where brokers check rights, with the default settings. `./pentimento rights` prints this page for
        your own: names follow `topic.prefix`, `evaluation.application.id` and `embedding.group.id`. `--format acls` prints commands
        that give the rights ([Secure](../how-to/secure.md#rights)).

        - A star stands for any ending: grant the right on the prefix (`--resource-pattern-type prefixed`).
        - Kafka includes *Describe* in *Read* and in *Write*.
        - *Create* is used only for a topic that is missing. With `topics.create=never`, no service needs it.
        - No program needs a right on the cluster.
        """;

    private RightsPage() {}

    static String markdown(Programs programs) {
        return INTRODUCTION
                + part("Services", "", programs.services())
                + part(
                        "Commands",
                        "`demo` and `up` run brokers of their own, which check no rights.",
                        programs.commands())
                + part(
                        "Other programs",
                        "Your programs that send images and labels, and those that read results. These also need"
                                + " *Read* on the consumer groups that they choose. `keda` is the scaler of the Kubernetes"
                                + " overlay `production`.",
                        programs.others());
    }

    private static String part(String title, String text, List<Rights> programs) {
        return "\n## " + title + "\n" + (text.isEmpty() ? "" : "\n" + text + "\n")
                + programs.stream().map(RightsPage::section).collect(Collectors.joining());
    }

    static String section(Rights program) {
        return "\n### `" + program.owner() + "`\n\n| resource | name | operations |\n|---|---|---|\n"
                + program.all().stream().map(RightsPage::row).collect(Collectors.joining());
    }

    private static String row(Right right) {
        return "| %s | `%s` | %s |\n"
                .formatted(
                        right.kind(),
                        right.name() + (right.prefixed() ? "*" : ""),
                        String.join(", ", right.operationNames()));
    }
}
