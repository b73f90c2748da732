package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.events.Outcome;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Confluent's Python client as a user's program that knows Kafka, Avro and the registry's URL alone. Another interpreter
 * than {@code /usr/bin/python3} may be named by the system property {@code pentimento.python}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PythonClientIT {
    private static final String PYTHON = System.getProperty("pentimento.python", "/usr/bin/python3");
    private static final Path SCRIPT = Path.of("src", "test", "python", "confluent_client.py");
    private static final Path AVRO = Path.of("..", "registry", "src", "test", "python", "confluent_avro.py");
    private static final int IMAGES = 60;

    private static RunningSystem system;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        assumeTrue(
                clientIsThere(),
                "NOT PROVEN HERE: " + PYTHON + " has no confluent_kafka with the schema registry (Debian:"
                        + " python3-confluent-kafka, python3-requests and python3-avro)");
        system = RunningSystem.at(data).withSmallVersion();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void aPythonProgramSendsImagesAndLabelsAndReadsPredictionsAndQuality() throws Exception {
        write(SmallVersion.unseen(0, IMAGES));

        JsonNode answer = run("both");

        assertThat(answer.path("predictions").asInt()).isEqualTo(IMAGES);
        assertThat(answer.path("labelled").asInt()).isEqualTo(IMAGES);
        int right = answer.path("right").asInt();
        assertThat(right).isBetween(IMAGES / 4, IMAGES - 1);
        assertThat(answer.path("accuracy").asDouble()).isCloseTo((double) right / IMAGES, within(1e-9));
        everythingHolds();
        new OpinionsMatchBareModel(system.log(), List.of(SmallVersion.trained()), 1).holds();
    }

    @Test
    @Order(2)
    void labelsFromPythonMeetImagesFromJavaThoughTheyHashKeysDifferently() throws Exception {
        List<Example> examples = SmallVersion.unseen(IMAGES, 2 * IMAGES);
        write(examples);
        examples.forEach(example -> system.world().send(image(example.id(), example.content())));
        system.world().flush();

        run("labels");

        everythingHolds();
        assertThat(system.log().events(Topic.OUTCOMES, Outcome.class))
                .extracting(entry -> entry.event().getImageId())
                .containsAll(examples.stream().map(Example::id).toList());
        Map<String, Integer> imagePartitions = partitions(system.log().events(Topic.IMAGES, Image.class));
        Map<String, Integer> labelPartitions = partitions(system.log().events(Topic.LABELS, Label.class));
        assertThat(examples)
                .as("the test would see nothing if each label came to the partition of its image")
                .anyMatch(example -> !imagePartitions.get(example.id()).equals(labelPartitions.get(example.id())));
    }

    private static void everythingHolds() {
        CommittedLog log = system.log();
        List<String> classes = SmallVersion.trained().version().getClasses();
        system.await("every image once").untilAsserted(new EveryImageJudgedOnce(log)::holds);
        system.await("every outcome").untilAsserted(new LabelsBecomeOutcomes(log, classes)::holds);
        system.await("quality to match a recount")
                .untilAsserted(new QualityMatchesRecount(log, classes, RunningSystem.WINDOW)::holds);
    }

    private static Map<String, Integer> partitions(List<? extends Entry<?>> entries) {
        Map<String, Integer> partitions = new HashMap<>();
        entries.forEach(entry -> partitions.put(entry.key(), entry.place().partition()));
        return partitions;
    }

    private void write(List<Example> examples) throws IOException {
        for (Example example : examples) {
            Files.write(folder.resolve(example.id() + ".png"), example.content());
        }
        Files.writeString(
                folder.resolve("labels.tsv"),
                examples.stream()
                        .map(example -> example.id() + "\t" + example.label())
                        .collect(Collectors.joining("\n")));
    }

    private JsonNode run(String what) throws Exception {
        Path out = folder.resolve("out.json");
        Process process = new ProcessBuilder(
                        PYTHON,
                        SCRIPT.toString(),
                        system.stack().bootstrapServers(),
                        system.stack().registryUrl(),
                        folder.toString(),
                        what)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS))
                .as("whether the program ends")
                .isTrue();
        String answer = Files.readString(out, UTF_8);
        assertThat(process.exitValue()).as(answer).isZero();
        return new ObjectMapper().readTree(answer);
    }

    private static boolean clientIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder(PYTHON, AVRO.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
