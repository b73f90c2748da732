package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.Image;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.it.CommandProcess.Result;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of a user's own, from their files to predictions, a correction learned for them, and other networks in their place. */
class ImportedNetworksIT {
    private static final Path RESOURCES = Path.of("..", "learning", "src", "test", "resources");
    private static final ImageShape INPUT = ImageShape.plain(1, Stripes.SIDE, Stripes.SIDE);
    private static final int IMAGES_OF_A_CLASS = 60;
    private static final int SEEN = 60;
    private static final int LEARNED_FROM = 300;
    /** Sent while something is waited for: versions are loaded beside the stream, and judge what comes afterwards. */
    private static final int AT_A_TIME = 20;

    private final Stripes stripes = new Stripes(1);
    private int sent;

    /** Format of the networks that are tried first. */
    private String format = NetworkFile.TORCHSCRIPT;

    private String head = "classifier";

    @TempDir
    Path folder;

    @Test
    void theyServeAreCorrectedAndReplaced() throws Exception {
        serveAreCorrectedAndAreReplacedBy("--encoder", network("whole"));
    }

    @Test
    void thoseInOnnxServeAreCorrectedAndReplaced() throws Exception {
        format = NetworkFile.ONNX;
        head = "head";
        serveAreCorrectedAndAreReplacedBy("--network", network("whole"));
    }

    private void serveAreCorrectedAndAreReplacedBy(String... successor) throws Exception {
        writeImages();
        try (RunningSystem system = RunningSystem.at(folder.resolve("data"))) {
            ModelVersion own = imported(system, "--encoder", network("encoder"), "--classifier", network(head));
            system.ready();
            send(system, SEEN, Map.of());
            system.await("predictions").until(() -> answeredBy(system, own).size() == SEEN);
            opinionsAreTheNetworks(system, own);

            // The world exchanges two names: the classifier stays as it is, the correction has to learn it.
            send(system, LEARNED_FROM, Map.of("rows", "columns", "columns", "rows"));
            system.await("outcomes to learn from")
                    .until(() ->
                            system.log().events(Topic.OUTCOMES, Outcome.class).size() == SEEN + LEARNED_FROM);
            system.run("models", "retrain", "--timeout", "3m");
            ModelVersion corrected = versions(system)
                    .filter(each -> own.getVersion().equals(each.getParent()))
                    .findFirst()
                    .orElseThrow();
            assertThat(corrected.getCorrectionFile()).isNotNull();
            assertThat(corrected.getClassifierFile()).isEqualTo(own.getClassifierFile());
            replacedBy(system, corrected);
            assertThat(answeredBy(system, corrected))
                    .anySatisfy(each -> assertThat(each.getCorrected().getLabel())
                            .isNotEqualTo(each.getOriginal().getLabel()));
            opinionsAreTheNetworks(system, corrected);

            replacedBy(system, imported(system, successor));
            system.await("every image once").untilAsserted(new EveryImageJudgedOnce(system.log())::holds);
            new AnsweredByItsEncoder(system.log()).holds();
        }
    }

    private void replacedBy(RunningSystem system, ModelVersion version) {
        system.run("models", "promote", version.getVersion(), "--yes");
        system.await("opinions of " + version.getVersion()).until(() -> {
            send(system, AT_A_TIME, Map.of());
            return !answeredBy(system, version).isEmpty();
        });
    }

    private void writeImages() throws Exception {
        for (String name : Stripes.CLASSES) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(name));
            for (int i = 0; i < IMAGES_OF_A_CLASS; i++) {
                Files.write(images.resolve(i + ".png"), stripes.draw(name));
            }
        }
        Files.write(folder.resolve("classes.txt"), Stripes.CLASSES);
    }

    private ModelVersion imported(RunningSystem system, String... networks) {
        List<String> before = versions(system).map(ModelVersion::getVersion).toList();
        Stream<String> classes =
                List.of(networks).contains("--classifier") || List.of(networks).contains("--network")
                        ? Stream.of("--classes", folder.resolve("classes.txt").toString())
                        : Stream.of();
        Stream<String> images = Stream.of("--dataset", folder.resolve("images").toString());
        Result result = system.run(Stream.of(Stream.of("models", "import"), Stream.of(networks), classes, images)
                .flatMap(each -> each)
                .toArray(String[]::new));
        assertThat(result.out()).contains("published: version");
        return versions(system)
                .filter(each -> !before.contains(each.getVersion()))
                .findFirst()
                .orElseThrow();
    }

    /** What the two files say of an image alone. */
    private void opinionsAreTheNetworks(RunningSystem system, ModelVersion version) throws Exception {
        Map<Place, ByteBuffer> contents = new HashMap<>();
        system.log()
                .events(Topic.IMAGES, Image.class)
                .forEach(entry -> contents.put(entry.place(), entry.event().getContent()));
        List<Prediction> answers = answeredBy(system, version);
        assertThat(answers).isNotEmpty();
        ImageDecoder decoder = new ImageDecoder(INPUT);
        try (Encoder encoder = Networks.loadEncoder(file("encoder"), INPUT, ComputeDevice.CPU);
                Classifier classifier = Networks.loadClassifier(
                        file(head), encoder.dimensions(), Stripes.CLASSES.size(), ComputeDevice.CPU)) {
            for (Prediction answer : answers) {
                float[] pixels = new float[INPUT.size()];
                ByteBuffer content = contents.get(EveryImageJudgedOnce.image(answer));
                decoder.decode(content.array(), pixels, 0);
                FloatMatrix embedding = encoder.embed(new FloatMatrix(1, pixels.length, pixels));
                FloatMatrix bare = classifier.probabilities(embedding);
                for (int c = 0; c < Stripes.CLASSES.size(); c++) {
                    assertThat(answer.getOriginal().getProbabilities().get(c)).isCloseTo(bare.at(0, c), within(1e-4f));
                }
            }
        }
    }

    private static List<Prediction> answeredBy(RunningSystem system, ModelVersion version) {
        return system.log().events(Topic.PREDICTIONS, Prediction.class).stream()
                .map(Entry::event)
                .filter(each -> each.getModelVersion().equals(version.getVersion()))
                .toList();
    }

    private static Stream<ModelVersion> versions(RunningSystem system) {
        return system.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class).stream()
                .filter(each -> each.getStage() != Stage.REJECTED);
    }

    private void send(RunningSystem system, int images, Map<String, String> renamed) {
        for (int i = 0; i < images; i++) {
            String name = Stripes.CLASSES.get(sent % Stripes.CLASSES.size());
            String id = "stripes-" + sent++;
            system.world().send(image(id, stripes.draw(name)));
            system.world().label(id, renamed.getOrDefault(name, name));
        }
        system.world().flush();
    }

    private NetworkFile file(String name) throws Exception {
        return new NetworkFile(format, Files.readAllBytes(Path.of(network(name))));
    }

    private String network(String name) {
        return RESOURCES
                .resolve(format)
                .resolve(name + (format.equals(NetworkFile.ONNX) ? ".onnx" : ".pt"))
                .toString();
    }
}
