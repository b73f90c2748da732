package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.it.CommandProcess.Result;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.trust.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only versions of trusted publishers are ever loaded; others are refused, and their publishers see why. */
class PublishersIT {
    private static final Path NETWORKS = Path.of("..", "learning", "src", "test", "resources", "torchscript");
    private static final int IMAGES_OF_A_CLASS = 60;
    private static final int AT_A_TIME = 20;

    private final Stripes stripes = new Stripes(1);
    private int sent;

    @TempDir
    Path folder;

    @Test
    void anUnsignedAndATamperedProgramAreRefusedAndASignedOneServes() throws Exception {
        writeImages();
        SigningKeys publisher = SigningKeys.make(folder, "publisher");
        SigningKeys trainer = SigningKeys.make(folder, "trainer");
        SigningKeys stranger = SigningKeys.make(folder, "stranger");
        Map<String, String> settings = Map.of(
                "model.trusted.keys",
                publisher.publicKey() + "," + trainer.publicKey(),
                "trainer.signing.key.file",
                trainer.privateKey().toString());
        try (RunningSystem system = RunningSystem.at(folder.resolve("data"), settings)) {
            Result unsigned = run(system, importing("encoder"));
            assertThat(unsigned.exitCode()).isEqualTo(1);
            assertThat(unsigned.err()).contains("refused: version ", "is not accepted: it is not signed");
            assertThat(versions(system)).isEmpty();

            assertThat(run(
                            system,
                            importing(
                                    "encoder",
                                    "--signing-key",
                                    publisher.privateKey().toString())))
                    .satisfies(result -> {
                        assertThat(result.exitCode()).as(result.err()).isZero();
                        assertThat(result.out()).contains("published: version ", "is a candidate");
                    });
            ModelVersion first = versions(system).get(0);
            system.ready();
            serves(system, first);

            ModelVersion tampered = tampered(first);
            byte[] program = Files.readAllBytes(NETWORKS.resolve("whole.pt"));
            assertThat(submitted(system, tampered, program))
                    .contains("is not accepted", "the version was changed after it was signed");
            assertThat(submitted(system, SigningKey.read(stranger.privateKey()).sign(tampered), program))
                    .contains("its signature matches none of the keys");
            String key = tampered.getEncoderFile().getSha256() + "/0";
            assertThat(system.log().records(Topic.MODEL_ARTIFACTS))
                    .filteredOn(record -> key.equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8)))
                    .last()
                    .satisfies(record -> assertThat(record.value()).isNull());

            // Past the trainer, by somebody whose right to write it was not taken away.
            new ModelPublisher(system.context(), "rogue").publish(tampered, List.of(program));
            Result promoted = run(system, "models", "promote", tampered.getVersion(), "--yes", "--force");
            assertThat(promoted.exitCode()).isEqualTo(1);
            assertThat(promoted.err()).contains("cannot be loaded: its signature matches none of the keys");

            ModelVersion second = SigningKey.read(publisher.privateKey()).sign(otherwisePrepared(first));
            assertThat(submitted(system, second)).contains("version " + second.getVersion() + " is a candidate");
            assertThat(run(system, "models", "promote", second.getVersion(), "--yes")
                            .exitCode())
                    .isZero();
            serves(system, second);
            assertThat(system.log().events(Topic.PREDICTIONS, Prediction.class))
                    .noneMatch(each -> each.event().getModelVersion().equals(tampered.getVersion())
                            || each.event().getCandidates().stream()
                                    .anyMatch(candidate ->
                                            candidate.getModelVersion().equals(tampered.getVersion())));
            prunes(system, tampered);
        }
    }

    private void prunes(RunningSystem system, ModelVersion version) {
        assertThat(run(system, "models", "reject", version.getVersion(), "--yes")
                        .exitCode())
                .isZero();
        Result planned = run(system, "models", "prune", "--older-than", "0s", "--dry-run");
        assertThat(planned.exitCode()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("would delete 1 files, ", " bytes, of the versions " + version.getVersion());
        Result pruned = run(system, "models", "prune", "--older-than", "0s", "--yes");
        assertThat(pruned.out()).contains("deleted 1 files, ");
        assertThat(run(system, "models", "show", version.getVersion()).out()).contains("deleted at ");
    }

    /** What a publisher could do with what somebody else has signed. */
    private static ModelVersion tampered(ModelVersion signed) throws Exception {
        byte[] program = Files.readAllBytes(NETWORKS.resolve("whole.pt"));
        ModelVersion changed = ModelVersion.newBuilder(signed)
                .setStage(Stage.CANDIDATE)
                .setEncoderFile(Artifacts.describe(program, NetworkFile.TORCHSCRIPT))
                .build();
        return ModelVersion.newBuilder(changed)
                .setVersion(VersionIds.of(changed))
                .build();
    }

    /** A version with the same files, which are there already; of another way to prepare images, it has its own embeddings. */
    private static ModelVersion otherwisePrepared(ModelVersion version) {
        InputShape input = version.getInput();
        ModelVersion changed = ModelVersion.newBuilder(version)
                .setStage(Stage.CANDIDATE)
                .setInput(InputShape.newBuilder(input).setRounded(true).build())
                .build();
        return ModelVersion.newBuilder(changed)
                .setVersion(VersionIds.of(changed))
                .build();
    }

    /** The answer that the candidate got. */
    private static String submitted(RunningSystem system, ModelVersion version, byte[]... files) {
        String id = "candidate-" + Integer.toHexString(version.hashCode());
        new ModelPublisher(system.context(), "test")
                .submit(
                        ModelCandidate.newBuilder()
                                .setId(id)
                                .setVersion(version)
                                .setPublishedBy("a test")
                                .setPublishedAt(Instant.EPOCH)
                                .build(),
                        List.of(files));
        return system.await("the answer to " + id)
                .until(
                        () -> system.log().events(Topic.MODEL_CANDIDATES, ModelCandidate.class).stream()
                                .map(Entry::event)
                                .filter(each -> each.getId().equals(id) && each.getAnswer() != null)
                                .map(each -> each.getAnswer().getDetail())
                                .findFirst()
                                .orElse(""),
                        detail -> !detail.isEmpty());
    }

    private void serves(RunningSystem system, ModelVersion version) {
        system.await("opinions of " + version.getVersion()).until(() -> {
            send(system, AT_A_TIME);
            return system.log().events(Topic.PREDICTIONS, Prediction.class).stream()
                    .anyMatch(each -> each.event().getModelVersion().equals(version.getVersion()));
        });
    }

    private void send(RunningSystem system, int images) {
        for (int i = 0; i < images; i++) {
            String name = Stripes.CLASSES.get(sent % Stripes.CLASSES.size());
            system.world().send(image("stripes-" + sent++, stripes.draw(name)));
        }
        system.world().flush();
    }

    private void writeImages() throws Exception {
        for (String name : Stripes.CLASSES) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(name));
            for (int i = 0; i < IMAGES_OF_A_CLASS; i++) {
                Files.write(images.resolve(i + ".png"), stripes.draw(name));
            }
        }
    }

    private String[] importing(String encoder, String... more) {
        return Stream.concat(
                        Stream.of(
                                "models",
                                "import",
                                "--encoder",
                                NETWORKS.resolve(encoder + ".pt").toString(),
                                "--dataset",
                                folder.resolve("images").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static List<ModelVersion> versions(RunningSystem system) {
        return List.copyOf(system.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class));
    }

    private static Result run(RunningSystem system, String... arguments) {
        return CommandProcess.run(
                Map.of(),
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--bootstrap-server",
                                        system.stack().bootstrapServers(),
                                        "--schema-registry",
                                        system.stack().registryUrl()))
                        .toArray(String[]::new));
    }
}
