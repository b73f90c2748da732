package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read and write topics, against a real broker and registry. Each test has topics of its own. */
class StreamCommandsTest {
    @RegisterExtension
    private static final Installation INSTALLATION = new Installation();

    @TempDir
    Path folder;

    @Test
    void aFolderOfImagesIsProducedWithItsLabels() throws Exception {
        try (Connection connection = INSTALLATION.connect("folder.")) {
            image("cat/a.png");
            image("cat/b.jpg");
            image("dog/c.png");

            CommandRun run =
                    INSTALLATION.run("folder.", "produce", folder.toString(), "--labels", "--source", "ward 7");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("sent 3 images and 3 labels");
            List<Image> images = read(connection, Topic.IMAGES, Image.class);
            assertThat(images)
                    .hasSize(3)
                    .allSatisfy(image -> assertThat(image.getSource()).isEqualTo("ward 7"));
            assertThat(images)
                    .extracting(Image::getContentType)
                    .containsExactlyInAnyOrder("image/png", "image/jpeg", "image/png");
            assertThat(read(connection, Topic.LABELS, Label.class))
                    .extracting(Label::getLabel)
                    .containsExactlyInAnyOrder("cat", "cat", "dog");
        }
    }

    @Test
    void aTooLargeImageIsToldAndTheOthersAreSent() throws Exception {
        try (Connection connection = INSTALLATION.connect("large.")) {
            image("cat/a.png");
            try (RandomAccessFile large = new RandomAccessFile(image("cat/b.png"), "rw")) {
                large.setLength(17 * 1024 * 1024);
            }
            try (RandomAccessFile largest = new RandomAccessFile(image("cat/c.png"), "rw")) {
                largest.setLength(16 * 1024 * 1024);
            }

            CommandRun run = INSTALLATION.run("large.", "produce", folder.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("b.png has 17.0 MB, but the images topic accepts at most 16 MB")
                    .contains("sent 2 images")
                    .contains("1 of 3 records were not sent");
            assertThat(read(connection, Topic.IMAGES, Image.class)).hasSize(2);
        }
    }

    @Test
    void predictionsAreWatchedAsTableAndAsJson() throws Exception {
        try (Connection connection = INSTALLATION.connect("watch.")) {
            write(
                    connection,
                    Topic.PREDICTIONS,
                    Map.of("a", Samples.prediction("a", Samples.opinion("cat", 0.75f), Samples.opinion("dog", 0.5f))));

            CommandRun json =
                    INSTALLATION.run("watch.", "watch", "predictions", "--from-beginning", "--max", "1", "--json");
            CommandRun table = INSTALLATION.run("watch.", "watch", "predictions", "--from-beginning", "--max", "1");

            assertThat(json.exitCode()).as(json.err()).isZero();
            JsonNode node = new ObjectMapper().readTree(json.out());
            assertThat(node.path("corrected").path("label").asText()).isEqualTo("dog");
            assertThat(table.out().lines()).hasSize(2);
            assertThat(table.out()).contains("ORIGINAL").contains("cat 0.75").contains("dog 0.50");
        }
    }

    @Test
    void aTerminalShowsHowThingsStandAndAPipeOneLineForEachEvent() {
        try (Connection connection = INSTALLATION.connect("live.")) {
            write(
                    connection,
                    Topic.PREDICTION_QUALITY,
                    Map.of("a", Samples.quality("all", Samples.NOON, 0.5, 0.75, Verdict.UNDECIDED)));
            write(
                    connection,
                    Topic.PREDICTION_QUALITY,
                    Map.of("b", Samples.quality("all", Samples.NOON.plusSeconds(60), 0.5, 1.0, Verdict.UNDECIDED)));
            String[] watch = {"watch", "quality", "--from-beginning", "--max", "2"};

            CommandRun terminal = INSTALLATION.runInTerminal("live.", watch);
            CommandRun pipe = INSTALLATION.run("live.", watch);

            assertThat(terminal.exitCode()).as(terminal.err()).isZero();
            String last = terminal.out().substring(terminal.out().lastIndexOf('\u001b'));
            assertThat(last.lines())
                    .hasSize(4)
                    .satisfies(lines -> assertThat(lines.get(0)).endsWith("quality after 2 events"))
                    .satisfies(lines ->
                            assertThat(lines.get(3)).contains("corrected").endsWith("▅█"));
            assertThat(pipe.out().lines()).hasSize(5);
            assertThat(pipe.out() + pipe.err()).doesNotContain("\u001b").doesNotContain("█");
        }
    }

    @Test
    void aMissingTopicIsNamedBeforeTheScreenIsTaken() {
        CommandRun run = INSTALLATION.runInTerminal("nowhere.", "watch", "quality");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("has no topic nowhere.prediction-quality");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRecordThatIsNoEventIsPassedOver() throws Exception {
        try (Connection connection = INSTALLATION.connect("alien.")) {
            try (Producer<byte[], byte[]> producer = connection.clients().producer("alien", Map.of())) {
                producer.send(new ProducerRecord<>(
                        "alien.dead-letters", 0, null, "not Avro".getBytes(StandardCharsets.UTF_8)));
            }
            write(connection, Topic.DEAD_LETTERS, Map.of("k", Samples.deadLetter(new byte[1])));

            CommandRun run =
                    INSTALLATION.run("alien.", "watch", "dead-letters", "--from-beginning", "--max", "1", "--json");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines()).hasSize(1);
        }
    }

    @Test
    void modelsAreListedAsTheyStandNow() throws Exception {
        try (Connection connection = INSTALLATION.connect("models.")) {
            assertThat(INSTALLATION.run("models.", "models", "list").err())
                    .contains("no version has been published yet");
            write(
                    connection,
                    Topic.MODEL_VERSIONS,
                    Map.of("aa11", Samples.version("aa11", Stage.CANDIDATE, Samples.NOON)));
            write(
                    connection,
                    Topic.MODEL_VERSIONS,
                    Map.of("aa11", Samples.version("aa11", Stage.CHAMPION, Samples.NOON)));

            CommandRun list = INSTALLATION.run("models.", "models", "list");
            CommandRun show = INSTALLATION.run("models.", "models", "show", "aa", "--json");
            CommandRun unknown = INSTALLATION.run("models.", "models", "show", "bb");

            assertThat(list.out().lines()).hasSize(2);
            assertThat(list.out()).contains("CHAMPION").contains("90.1 %");
            assertThat(new ObjectMapper().readTree(show.out()).path("stage").asText())
                    .isEqualTo("CHAMPION");
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.err()).contains("no version begins with 'bb'; there are aa11");
        }
    }

    @Test
    void aCommandWaitsForTheAnswerUnderItsId() throws Exception {
        try (Connection connection = INSTALLATION.connect("promote.")) {
            write(
                    connection,
                    Topic.MODEL_VERSIONS,
                    Map.of("aa11", Samples.version("aa11", Stage.CANDIDATE, Samples.NOON)));
            try (AnsweringTrainer trainer = new AnsweringTrainer(connection, 2, true, "version aa11 is the champion")) {
                CommandRun run = INSTALLATION.run(
                        "promote.", "models", "promote", "aa", "--reason", "looks good", "--force", "--timeout", "60s");
                CommandRun json = INSTALLATION.run("promote.", "models", "rollback", "--json", "--timeout", "60s");

                assertThat(run.exitCode()).as(run.err()).isZero();
                assertThat(run.out()).isEqualToIgnoringNewLines("version aa11 is the champion");
                assertThat(trainer.commands().get(0)).satisfies(command -> {
                    assertThat(command.getKind()).isEqualTo(CommandKind.PROMOTE);
                    assertThat(command.getVersion()).isEqualTo("aa11");
                    assertThat(command.getReason()).isEqualTo("looks good");
                    assertThat(command.getForce()).isTrue();
                });
                assertThat(json.exitCode()).isZero();
                JsonNode answered = new ObjectMapper().readTree(json.out());
                assertThat(answered.path("kind").asText()).isEqualTo("ROLL_BACK");
                assertThat(answered.path("answer").path("accepted").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void aRefusalIsAFailureWithItsReason() throws Exception {
        try (Connection connection = INSTALLATION.connect("refused.")) {
            write(
                    connection,
                    Topic.MODEL_VERSIONS,
                    Map.of("aa11", Samples.version("aa11", Stage.CHAMPION, Samples.NOON)));
            try (AnsweringTrainer trainer = new AnsweringTrainer(connection, 2, false, "it is so already")) {
                CommandRun run = INSTALLATION.run("refused.", "models", "reject", "aa11", "--timeout", "60s");
                CommandRun json = INSTALLATION.run("refused.", "models", "retrain", "--json", "--timeout", "60s");

                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err()).isEqualToIgnoringNewLines("pentimento: refused: it is so already");
                assertThat(json.exitCode()).isEqualTo(1);
                assertThat(new ObjectMapper()
                                .readTree(json.out())
                                .path("answer")
                                .path("detail")
                                .asText())
                        .isEqualTo("it is so already");
                assertThat(trainer.commands()).hasSize(2);
            }
        }
    }

    @Test
    void whereNoTrainerAnswersTheCommandSaysSoInTime() {
        try (Connection connection = INSTALLATION.connect("silent.")) {
            CommandRun run = INSTALLATION.run("silent.", "models", "rollback", "--timeout", "300ms");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no trainer answered within").contains("stays in the topic");
            assertThat(read(connection, Topic.MODEL_COMMANDS, ModelCommand.class))
                    .singleElement()
                    .satisfies(command -> assertThat(run.err()).contains(command.getId()));
        }
    }

    @Test
    void aVersionThatNobodyKnowsIsNotAskedFor() {
        try (Connection connection = INSTALLATION.connect("unknown.")) {
            CommandRun run = INSTALLATION.run("unknown.", "models", "promote", "ff");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no version begins with 'ff'");
            assertThat(read(connection, Topic.MODEL_COMMANDS, ModelCommand.class))
                    .isEmpty();
        }
    }

    @Test
    void aMissingTopicIsNamed() {
        CommandRun run = INSTALLATION.run("nowhere.", "watch", "predictions");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("pentimento: the Kafka at " + INSTALLATION.bootstrapServers()
                        + " has no topic nowhere.predictions");
    }

    private static void write(Connection connection, Topic topic, Map<String, ? extends SpecificRecord> events) {
        try (Producer<byte[], byte[]> producer = connection.clients().producer("test", Map.of())) {
            events.forEach((key, event) -> producer.send(new ProducerRecord<>(
                    connection.topics().name(topic),
                    key.getBytes(StandardCharsets.UTF_8),
                    connection.events().write(topic, event))));
        }
    }

    private static <E extends SpecificRecord> List<E> read(Connection connection, Topic topic, Class<E> type) {
        List<E> events = new ArrayList<>();
        try (TopicReader<Received<E>> reader = connection.reader(topic, type, Start.BEGINNING, problem -> {})) {
            reader.readToEnd(received -> received.event().ifPresent(events::add));
        }
        return events;
    }

    private File image(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.indexOf('.') + 1);
        assertThat(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, file.toFile()))
                .isTrue();
        return file.toFile();
    }
}
