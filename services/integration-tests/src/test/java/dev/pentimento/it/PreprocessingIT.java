package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommandProcess.Result;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.platform.kafka.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Folders of Hugging Face and MLflow are imported, and the stream's predictions are those of Python, with torchvision's or Hugging Face's
 * preprocessing: src/test/python/model_folders.py.
 */
class PreprocessingIT {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "preprocessing");
    private static final List<String> CLASSES = List.of("warm", "cold", "grey");
    private static final int IMAGES_OF_A_CLASS = 60;

    @TempDir
    Path folder;

    private int rounds;

    @Test
    void predictionsAreThoseOfPython() throws Exception {
        writeImages();
        JsonNode answers =
                new JsonMapper().readTree(RESOURCES.resolve("answers.json").toFile());
        try (RunningSystem system = RunningSystem.at(folder.resolve("data"))) {
            ModelVersion huggingFace = imported(
                    system, "--network", RESOURCES.resolve("huggingface").toString());
            system.ready();
            answersAre(system, huggingFace, answers.get("huggingface"));

            ModelVersion mlflow = imported(
                    system,
                    "--network",
                    RESOURCES.resolve("mlflow").toString(),
                    "--classes",
                    folder.resolve("classes.txt").toString(),
                    "--resize=letterbox",
                    "--fill=114",
                    "--rounded",
                    "--channels=bgr",
                    "--range=-1:1");
            system.run("models", "promote", mlflow.getVersion(), "--yes");
            answersAre(system, mlflow, answers.get("mlflow"));
        }
    }

    private void answersAre(RunningSystem system, ModelVersion version, JsonNode answers) {
        system.await("predictions of " + version.getVersion()).until(() -> {
            send(system);
            return answered(system, version)
                            .map(PreprocessingIT::file)
                            .distinct()
                            .count()
                    == answers.size();
        });
        assertThat(answered(system, version)).allSatisfy(answer -> {
            JsonNode expected = answers.get(file(answer));
            for (int c = 0; c < CLASSES.size(); c++) {
                assertThat(answer.getOriginal().getProbabilities().get(c))
                        .as(answer.getImageId())
                        .isCloseTo((float) expected.get(c).asDouble(), within(1e-3f));
            }
        });
    }

    private void send(RunningSystem system) throws Exception {
        rounds++;
        try (Stream<Path> files = Files.list(RESOURCES.resolve("images"))) {
            for (Path file : files.toList()) {
                system.world().send(image(rounds + "/" + file.getFileName(), Files.readAllBytes(file)));
            }
        }
        system.world().flush();
    }

    private static String file(Prediction answer) {
        return answer.getImageId().substring(answer.getImageId().indexOf('/') + 1);
    }

    private static Stream<Prediction> answered(RunningSystem system, ModelVersion version) {
        return system.log().events(Topic.PREDICTIONS, Prediction.class).stream()
                .map(Entry::event)
                .filter(each -> each.getModelVersion().equals(version.getVersion()));
    }

    /** In colours that the classes are named for, of different sizes. */
    private void writeImages() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (String name : CLASSES) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(name));
            for (int i = 0; i < IMAGES_OF_A_CLASS; i++) {
                Files.write(images.resolve(i + ".png"), draw(CLASSES.indexOf(name), random));
            }
        }
        Files.write(folder.resolve("classes.txt"), CLASSES);
    }

    private static byte[] draw(int kind, SplittableRandom random) {
        int height = random.nextInt(20, 60);
        int width = random.nextInt(20, 60);
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (height * width);
            boolean strong = kind == 2 || channel == 2 * kind;
            values[i] = (float) Math.max(0, Math.min(1, (strong ? 0.7 : 0.2) + 0.2 * random.nextGaussian()));
        }
        return new ImagePixels(3, height, width, values).png();
    }

    private ModelVersion imported(RunningSystem system, String... arguments) {
        List<String> before = versions(system).map(ModelVersion::getVersion).toList();
        Result result = system.run(Stream.of(
                        Stream.of("models", "import"),
                        Stream.of(arguments),
                        Stream.of("--dataset", folder.resolve("images").toString()))
                .flatMap(each -> each)
                .toArray(String[]::new));
        assertThat(result.out()).contains("published: version");
        return versions(system)
                .filter(each -> !before.contains(each.getVersion()))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<ModelVersion> versions(RunningSystem system) {
        return system.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class).stream();
    }
}
