package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.it.CommandProcess.Result;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user has it, in processes of their own, at a system that runs. */
class CommandIT {
    private static final Pattern VERSION = Pattern.compile("version ([0-9a-f]{12}) of");
    private static final int SENT = 25;
    private static final int BROKEN = 5;

    private static RunningSystem system;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path data) {
        system = RunningSystem.at(data).withSmallVersion();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void whatIsProducedIsWatched() throws Exception {
        Result produced = run(
                "produce",
                "fashion-mnist-subset",
                "--split",
                "TEST",
                "--limit",
                "" + SENT,
                "--labels",
                "--source",
                "ward 7");
        assertThat(produced.exitCode()).as(produced.err()).isZero();
        assertThat(produced.err()).contains("sent " + SENT + " images and " + SENT + " labels");

        List<JsonNode> predictions = watch("predictions");
        List<JsonNode> outcomes = watch("outcomes");

        List<String> sent = FashionMnistSubset.load().stream().slice(0, SENT).examples().stream()
                .map(Example::id)
                .toList();
        assertThat(predictions)
                .extracting(each -> each.path("imageId").asText())
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(predictions).allSatisfy(each -> {
            assertThat(each.path("source").asText()).isEqualTo("ward 7");
            assertThat(each.path("modelVersion").asText()).isEqualTo(SmallVersion.id());
        });
        assertThat(outcomes)
                .extracting(each -> each.path("imageId").asText())
                .containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void aVersionIsTrainedFromAFolderPublishedAndListed() throws Exception {
        tinyDataset();
        String[] training = {
            "train", "--dataset", folder.toString(), "--input", "1x12x12", "--embedding-size", "24", "--epochs", "5"
        };
        Result dry =
                run(Stream.concat(Stream.of(training), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).doesNotContain("published");
        assertThat(versions()).containsExactly(SmallVersion.id());

        Result trained = run(training);

        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(trained.err()).contains(SmallVersion.id() + " has different classes");
        assertThat(versionIn(trained)).as("same seed, same data").isEqualTo(versionIn(dry));
        assertThat(versions()).containsExactly(SmallVersion.id(), versionIn(dry));
        Result list = run("models", "list");
        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.out()).contains(SmallVersion.id(), versionIn(dry), "CHAMPION");
        Result shown = run("models", "show", versionIn(dry).substring(0, 6), "--json");
        JsonNode version = new ObjectMapper().readTree(shown.out());
        assertThat(version.path("version").asText()).isEqualTo(versionIn(dry));
        assertThat(version.path("dimensions").asInt()).isEqualTo(24);
        assertThat(version.path("classes")).extracting(JsonNode::asText).containsExactly("Bag", "Trouser");
    }

    @Test
    void aResubmissionThatIsKilledBeforeItsCommitAndRunAgainSendsEachRecordOnce() {
        for (int i = 0; i < BROKEN; i++) {
            system.world().send(WorldOutside.image("broken-" + i, "no picture".getBytes(UTF_8)));
        }
        system.world().flush();
        system.await("dead letters").until(() -> lettersOfBroken() == BROKEN);
        String[] resubmit = {"dead-letters", "resubmit", "--reason", "UNDECODABLE_IMAGE"};
        KillAt killer = new KillAt(KillPoint.BEFORE_COMMIT, 0);
        try (Wire wire = new Wire(system.stack().bootstrapServers(), killer);
                CommandProcess process = CommandProcess.start(Map.of(), at(wire.address(), resubmit))) {
            killer.victim(process.process());
            process.process().onExit().join();
            assertThat(killer.killed()).as(process.err()).isCompleted();
        }

        Result again = run(resubmit);

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("resubmitted " + BROKEN + " records");
        system.await("the second dead letter of each").until(() -> lettersOfBroken() == 2 * BROKEN);
        assertThat(system.log().records(Topic.IMAGES))
                .filteredOn(record -> new String(record.key(), UTF_8).startsWith("broken-"))
                .hasSize(2 * BROKEN)
                .filteredOn(record -> record.headers().lastHeader(DeadLetters.RESUBMITTED_FROM) != null)
                .hasSize(BROKEN);
    }

    private static long lettersOfBroken() {
        return system.log().events(Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(entry -> entry.event().getReason() == DeadLetterReason.UNDECODABLE_IMAGE)
                .count();
    }

    @Test
    void aWrongOptionIsAWrongUse() {
        Result result = run("produce", "fashion-mnist-subset", "--speed", "3");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("pentimento: ").contains("--speed").contains("--help");
    }

    @Test
    void anUnknownSettingStopsTheStartWithItsName() {
        Result result = CommandProcess.run(
                Map.of(
                        "PENTIMENTO_KAFKA_BOOTSTRAP_SERVERS",
                        system.stack().bootstrapServers(),
                        "PENTIMENTO_SCHEMA_REGISTRY_URL",
                        system.stack().registryUrl(),
                        "PENTIMENTO_HTTP_PORT",
                        "0",
                        "PENTIMENTO_EMBEDDING_SPEED",
                        "3"),
                "embedding");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.err()).contains("unknown setting embedding.speed").contains("embedding.max.images");
        assertThat(sentences(result)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--kafka-port", "--registry-port", "--http-port"})
    void aPortInUseIsSaidInOneSentence(String option) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<String> arguments = new ArrayList<>(List.of("up", "--ephemeral"));
            for (String each : List.of("--kafka-port", "--registry-port", "--http-port")) {
                arguments.add(each);
                arguments.add(each.equals(option) ? "" + taken.getLocalPort() : "0");
            }

            Result result = CommandProcess.run(Map.of(), arguments.toArray(String[]::new));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
            assertThat(sentences(result))
                    .hasSize(1)
                    .allSatisfy(sentence -> assertThat(sentence)
                            .contains("" + taken.getLocalPort())
                            .contains(option)
                            .doesNotContain("Exception"));
        }
    }

    /** What the command says itself; the rest is the log. */
    private static List<String> sentences(Result result) {
        return result.err()
                .lines()
                .filter(line -> line.startsWith("pentimento: "))
                .toList();
    }

    private static List<JsonNode> watch(String stream) throws Exception {
        Result result = run("watch", stream, "--from-beginning", "--json", "--max", "" + SENT);
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<JsonNode> events = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private static List<String> versions() {
        return system.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class).stream()
                .map(ModelVersion::getVersion)
                .toList();
    }

    private static String versionIn(Result result) {
        Matcher matcher = VERSION.matcher(result.out());
        assertThat(matcher.find()).as("a version in %s", result.out()).isTrue();
        return matcher.group(1);
    }

    /** Two classes that are easy to tell apart. */
    private void tinyDataset() throws Exception {
        for (Example example :
                FashionMnistSubset.load().learning().slice(0, 900).examples()) {
            if (example.label().equals("Bag") || example.label().equals("Trouser")) {
                Path file = folder.resolve(example.label()).resolve(example.id() + ".png");
                Files.createDirectories(file.getParent());
                Files.write(file, example.content());
            }
        }
    }

    private static Result run(String... arguments) {
        return CommandProcess.run(Map.of(), at(system.stack().bootstrapServers(), arguments));
    }

    private static String[] at(String bootstrapServers, String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--bootstrap-server",
                                bootstrapServers,
                                "--schema-registry",
                                system.stack().registryUrl()))
                .toArray(String[]::new);
    }
}
