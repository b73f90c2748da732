package dev.pentimento.cli.topics;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.output.TerminalTable;
import dev.pentimento.cli.process.Confirmation;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.InternalTopics;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento topics}. */
@Command(
        name = "topics",
        description = {
            "Lists the topics and compares them with the settings topic.*.",
            "Exit code 1 if a topic is missing or differs, even after a change."
        })
public final class TopicsCommand extends ConnectedCommand implements Callable<Integer> {
    @Option(
            names = "--dry-run",
            description = "Show each difference: topic, setting, actual and expected value. Change nothing.")
    private boolean dryRun;

    @Option(names = "--create", description = "Create missing topics. Existing topics are not changed.")
    private boolean create;

    @Option(
            names = "--alter",
            description = "Change settings of existing topics to the expected values. Partitions and replicas are not"
                    + " changed.")
    private boolean alter;

    @Option(
            names = "--internal",
            description = "Include the internal topics of the evaluation, which it otherwise creates itself. Use the"
                    + " evaluation's own settings.")
    private boolean internal;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before a change that makes Kafka delete records. Without a terminal on standard"
                    + " error, the command never asks.")
    private boolean yes;

    @Override
    public Integer call() {
        try (Connection connection = connectionOptions.connect();
                Admin admin = connection.admin()) {
            List<TopicPlan> plans = plans(connection);
            List<String> names = plans.stream().map(TopicPlan::name).toList();
            ActualTopics topics = new ActualTopics(connection, admin);
            Map<String, ActualTopic> actual = topics.read(names);
            if (dryRun) {
                return showDifferences(differences(connection, plans, actual));
            }
            if (create) {
                List<String> created = Topics.createMissing(admin, plans);
                created.forEach(name -> terminal.note("created " + name));
                actual = topics.readUntil(names, read -> read.keySet().containsAll(created));
            }
            if (alter) {
                List<TopicDifference> found = differences(connection, plans, actual);
                if (alter(admin, found)) {
                    actual = topics.readUntil(
                            names,
                            read -> differences(connection, plans, read).stream()
                                    .noneMatch(TopicDifference::alterable));
                }
            }
            return show(connection, plans, actual);
        }
    }

    private List<TopicPlan> plans(Connection connection) {
        List<TopicPlan> plans = new ArrayList<>(connection.topics().plans());
        if (internal) {
            plans.addAll(InternalTopics.plans(
                    EvaluationSettings.from(connectionOptions.settings(), connection.settings()),
                    connection.settings()));
        }
        return plans;
    }

    /** @return whether something was changed */
    private boolean alter(Admin admin, List<TopicDifference> differences) {
        List<TopicDifference> alterable =
                differences.stream().filter(TopicDifference::alterable).toList();
        List<String> deleting = alterable.stream()
                .filter(TopicDifference::deletes)
                .map(each -> each.topic() + " " + each.setting() + "=" + each.wanted())
                .toList();
        boolean confirmed = deleting.isEmpty()
                || new Confirmation(terminal, System.in)
                        .given("Kafka will delete records (" + String.join(", ", deleting) + "). Continue?", yes);
        if (alterable.isEmpty() || !confirmed) {
            return false;
        }
        TopicAlteration.apply(admin, alterable);
        alterable.forEach(each -> terminal.note(
                "altered " + each.topic() + ": " + each.setting() + " from " + each.is() + " to " + each.wanted()));
        return true;
    }

    private int showDifferences(List<TopicDifference> differences) {
        if (differences.isEmpty()) {
            terminal.note("every topic matches the settings");
            return 0;
        }
        TerminalTable<TopicDifference> table =
                new TerminalTable<>(TopicDifference.COLUMNS, TopicDifference::tone, terminal);
        differences.forEach(table::print);
        return 1;
    }

    private int show(Connection connection, List<TopicPlan> plans, Map<String, ActualTopic> actual) {
        List<TopicDifference> differences = differences(connection, plans, actual);
        TerminalTable<TopicState> table = new TerminalTable<>(TopicState.COLUMNS, TopicState::tone, terminal);
        for (TopicPlan plan : plans) {
            table.print(new TopicState(
                    plan.name(),
                    actual.get(plan.name()),
                    differences.stream()
                            .filter(each -> each.topic().equals(plan.name()))
                            .toList()));
        }
        differences.stream()
                .filter(each -> alter && each.remedy() == TopicDifference.Remedy.BY_HAND)
                .forEach(each ->
                        terminal.note("not altered: " + each.topic() + ", " + each.sentence() + ": " + each.advice()));
        return differences.isEmpty() ? 0 : 1;
    }

    private static List<TopicDifference> differences(
            Connection connection, List<TopicPlan> plans, Map<String, ActualTopic> actual) {
        String embeddings = connection.topics().name(Topic.EMBEDDINGS);
        ActualTopic images = actual.get(connection.topics().name(Topic.IMAGES));
        return plans.stream()
                .map(plan ->
                        plan.name().equals(embeddings) && images != null ? plan.withAtLeast(images.partitions()) : plan)
                .flatMap(plan -> TopicComparison.differences(plan, actual.get(plan.name())).stream())
                .toList();
    }
}
