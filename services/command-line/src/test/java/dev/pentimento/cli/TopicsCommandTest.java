package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code pentimento topics} against a real broker. Each test has topics of its own. */
class TopicsCommandTest {
    private static final int INTERNAL = 15;

    @RegisterExtension
    private static final Installation INSTALLATION = new Installation();

    @TempDir
    Path folder;

    @Test
    void topicsAreShownComparedAndCreated() throws Exception {
        try (Connection connection = INSTALLATION.connect("shown.");
                Admin admin = connection.admin()) {
            CommandRun good = INSTALLATION.run("shown.", "topics");
            assertThat(good.exitCode()).as(good.err() + good.out()).isZero();
            assertThat(good.out().lines()).hasSize(1 + Topic.values().length);
            assertThat(good.out().lines().filter(line -> line.startsWith("shown.prediction-quality")))
                    .singleElement()
                    .asString()
                    .containsPattern("1 +1 +compact,delete +60 d .* ok");

            change(admin, "shown.model-versions", "cleanup.policy", "delete");
            change(admin, "shown.images", "max.message.bytes", "1000");
            delete(admin, "shown.labels");
            CommandRun bad = INSTALLATION.run("shown.", "topics");
            assertThat(bad.exitCode()).isEqualTo(1);
            assertThat(bad.out())
                    .contains("cleanup.policy must be compact")
                    .contains("max.message.bytes must be at least 16842752")
                    .contains("missing: 'topics --create' creates it");

            CommandRun created = INSTALLATION.run("shown.", "topics", "--create", "--alter");
            assertThat(created.exitCode()).as(created.out()).isZero();
            assertThat(created.err())
                    .contains("created shown.labels")
                    .contains("altered shown.images: max.message.bytes from 1000 to 16842752")
                    .contains("altered shown.model-versions: cleanup.policy from delete to compact");
        }
    }

    @Test
    void aDryRunShowsEachDifferenceAndChangesNothing() throws Exception {
        try (Connection connection = INSTALLATION.connect("dry.");
                Admin admin = connection.admin()) {
            CommandRun same = INSTALLATION.run("dry.", "topics", "--dry-run");
            assertThat(same.exitCode()).as(same.out()).isZero();
            assertThat(same.out()).isEmpty();
            assertThat(same.err()).contains("every topic matches the settings");

            change(admin, "dry.outcomes", "retention.ms", "604800000");
            delete(admin, "dry.dead-letters");
            CommandRun different = INSTALLATION.run("dry.", "topics", "--dry-run", "--create", "--alter");

            assertThat(different.exitCode()).isEqualTo(1);
            assertThat(different.out().lines()).hasSize(3);
            assertThat(different.out())
                    .containsPattern("dry.outcomes +retention.ms +604800000 +5184000000 +'topics --alter' changes it")
                    .containsPattern("dry.dead-letters +exists +no +yes +'topics --create' creates it");
            assertThat(setting(admin, "dry.outcomes", "retention.ms")).isEqualTo("604800000");
            assertThat(admin.listTopics().names().get()).doesNotContain("dry.dead-letters");
        }
    }

    @Test
    void alteredIsWhatIsSafeAndTheRestIsTold() throws Exception {
        try (Connection connection = INSTALLATION.connect("altered.");
                Admin admin = connection.admin()) {
            admin.createPartitions(Map.of("altered.images", NewPartitions.increaseTo(6)))
                    .all()
                    .get();
            heard(
                    "the partitions",
                    () -> admin.describeTopics(List.of("altered.images"))
                                    .allTopicNames()
                                    .get()
                                    .get("altered.images")
                                    .partitions()
                                    .size()
                            == 6);

            CommandRun run = run("altered.", Map.of("topic.retention.images", "P1D"), "topics", "--alter");

            assertThat(run.exitCode()).as("embeddings need as many partitions").isEqualTo(1);
            assertThat(setting(admin, "altered.images", "retention.ms")).isEqualTo("86400000");
            assertThat(run.err())
                    .contains("altered altered.images: retention.ms from 2592000000 to 86400000")
                    .contains("not altered: altered.embeddings, partitions must be at least 6: keys would move");
            assertThat(run.out()).contains("partitions must be at least 6").containsPattern("altered.images .* 1 d ");
        }
    }

    @Test
    void internalTopicsOfTheEvaluationAreIncludedOnRequest() throws Exception {
        Map<String, String> settings = Map.of("evaluation.application.id", "judge", "evaluation.partitions", "3");
        try (Connection connection = INSTALLATION.connect("inner.");
                Admin admin = connection.admin()) {
            CommandRun missing = run("inner.", settings, "topics", "--dry-run", "--internal");
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.out().lines()).hasSize(1 + INTERNAL);

            CommandRun created = run("inner.", settings, "topics", "--create", "--internal");
            assertThat(created.exitCode()).as(created.out() + created.err()).isZero();
            assertThat(setting(admin, "inner.judge-images-changelog", "cleanup.policy"))
                    .isEqualTo("compact");
            assertThat(setting(admin, "inner.judge-opinions-repartition", "retention.ms"))
                    .isEqualTo("-1");
            assertThat(setting(admin, "inner.judge-opinions-repartition", "max.message.bytes"))
                    .isEqualTo("16842752");
        }
    }

    @Test
    void aServiceThatMustNotCreateTopicsNamesThemAndTheCommand() throws Exception {
        try (Connection connection = INSTALLATION.connect("never.");
                Admin admin = connection.admin()) {
            connection.topics().require(admin, Set.of(Topic.values()));
            delete(admin, "never.labels");

            connection.topics().require(admin, Set.of(Topic.IMAGES));
            assertThatThrownBy(() -> connection.topics().require(admin, Set.of(Topic.IMAGES, Topic.LABELS)))
                    .isInstanceOf(UnknownTopicOrPartitionException.class)
                    .hasMessageContainingAll("never.labels", "topics.create", "pentimento topics --create")
                    .hasMessageNotContaining("never.images");
        }
    }

    @Test
    void settingsThatTheBrokersRefuseAreNamed() throws Exception {
        CommandRun run = run(
                "refused.",
                Map.of("topic.replication.factor", "3", "topic.min.insync.replicas", "2"),
                "topics",
                "--create");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("pentimento: cannot create the topic refused.")
                .contains("replication factor");
    }

    /** A name may have no address for a moment; a command waits its ten seconds and then says which. */
    @Test
    void aNameWithoutAnAddressIsNamedInTime() {
        long begin = System.nanoTime();
        CommandRun run = CommandRun.of("topics", "--bootstrap-server", "nobody.invalid:9092");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("pentimento: no host name in kafka.bootstrap.servers (nobody.invalid:9092) has an address");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(60));
    }

    @Test
    void theHelpListsWhatItCanDo() {
        CommandRun help = CommandRun.of("topics", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--dry-run", "--create", "--alter", "--internal", "--yes", "Exit code 1");
    }

    private CommandRun run(String prefix, Map<String, String> settings, String... arguments) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        Path file = folder.resolve("pentimento.properties");
        Files.write(
                file,
                all.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        String[] withFile = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        withFile[arguments.length] = "--config";
        withFile[arguments.length + 1] = file.toString();
        return INSTALLATION.run(prefix, withFile);
    }

    private static void delete(Admin admin, String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        heard("the topic is gone", () -> !admin.listTopics().names().get().contains(topic));
    }

    private static void change(Admin admin, String topic, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        resource(topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        heard("the setting is changed", () -> setting(admin, topic, name).equals(value));
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        Config config =
                admin.describeConfigs(List.of(resource(topic))).all().get().get(resource(topic));
        return config.get(name).value();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** The controller answers when a change is made; the broker hears of it a little later. */
    private static void heard(String what, Callable<Boolean> check) {
        Awaitility.await(what).atMost(Duration.ofSeconds(90)).ignoreExceptions().until(check);
    }
}
