package dev.pentimento.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.schemas.GeneratedClasses;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialTrainingTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 28, 28);
    private static TrainingImages images;
    private static TrainedVersion trained;

    @BeforeAll
    static void train() {
        GeneratedClasses.trust();
        FashionMnistSubset subset = FashionMnistSubset.load();
        images = new TrainingImages(
                INPUT,
                subset.learning().slice(0, 600),
                subset.correction().slice(0, 200),
                subset.heldOut().slice(0, 300));
        trained = train(3);
    }

    private static TrainedVersion train(long seed) {
        return InitialTraining.train(images, settings(seed), TrainingProgress.SILENT);
    }

    private static InitialTrainingSettings settings(long seed) {
        VersionSettings networks = new VersionSettings(
                new EncoderSettings(16, 1, 64, 2e-3, 0.1, 50, 4, 0),
                new ClassifierSettings(List.of(32, 16), 0.1f, 4, 64, 2e-3, 1e-4, 0.2, 8),
                CorrectionSettings.clean(200).withFolds(1),
                10,
                300);
        return new InitialTrainingSettings(networks, seed, ComputeDevice.CPU, InstantSource.system());
    }

    @Test
    void aTrainingThatWasEndedGoesOnBehindTheNetworksThatWereReadyToTheSameVersion(@TempDir Path folder) {
        Set<String> begun = new TreeSet<>();
        TrainingProgress endsInTheCorrection = new TrainingProgress() {
            @Override
            public void report(Report report) {
                begun.add(report.phase());
            }

            @Override
            public boolean cancelled() {
                return begun.contains("correction");
            }
        };
        assertThatThrownBy(() -> InitialTraining.train(images, settings(3), endsInTheCorrection, folder))
                .isInstanceOf(TrainingCancelledException.class);
        assertThat(begun).contains("encoder", "classifier");

        List<String> again = new ArrayList<>();
        TrainedVersion resumed =
                InitialTraining.train(images, settings(3), report -> again.add(report.phase()), folder);

        assertThat(again).isNotEmpty().containsOnly("correction");
        assertThat(resumed.version().getVersion()).isEqualTo(trained.version().getVersion());
    }

    /** Decoded, they would be 2.3 thousand million values, more than an array holds. */
    @Test
    void aTrainingOnFifteenThousandPhotographsBegins() {
        byte[] photo = ImageEncoder.rgbPng(new byte[224 * 224 * 3], 224, 224);
        List<Example> examples = IntStream.range(0, 15_000)
                .mapToObj(i -> new Example("photo-" + i, () -> photo, i % 2 == 0 ? "even" : "odd", null))
                .toList();
        ImageShape input = ImageShape.plain(3, 224, 224);
        TrainingImages photos =
                TrainingImages.of(ImageDataset.of("photos", List.of("even", "odd"), examples), input, 1);
        List<Long> decoded = new ArrayList<>();
        TrainingProgress endsWithTheFirstBatch = new TrainingProgress() {
            @Override
            public void report(Report report) {}

            @Override
            public void images(String what, long done, long of) {
                assertThat(of).isEqualTo(15_000);
                decoded.add(done);
            }

            @Override
            public boolean cancelled() {
                return !decoded.isEmpty();
            }
        };

        assertThatThrownBy(() -> InitialTraining.train(photos, settings(3), endsWithTheFirstBatch))
                .isInstanceOf(TrainingCancelledException.class);
        assertThat(decoded).hasSize(1).allSatisfy(count -> assertThat(count).isLessThan(200));
    }

    @Test
    void theVersionIsACandidateNamedByItsContentAndBringsEveryFile() {
        ModelVersion version = trained.version();
        assertThat(version.getStage()).isEqualTo(Stage.CANDIDATE);
        assertThat(version.getVersion()).hasSize(12).isEqualTo(VersionIds.of(version));
        assertThat(version.getTrigger()).isEqualTo("initial");
        Set<String> brought = new HashSet<>();
        trained.files().forEach(file -> brought.add(Artifacts.sha256(file)));
        Set<String> named = new HashSet<>(Set.of(
                version.getEncoderFile().getSha256(),
                version.getClassifierFile().getSha256(),
                version.getReferenceFile().getSha256(),
                version.getReplayFile().getSha256()));
        Optional.ofNullable(version.getCorrectionFile())
                .map(Artifact::getSha256)
                .ifPresent(named::add);
        assertThat(brought).isEqualTo(named);
        assertThat(version.getValidation())
                .containsKeys(
                        "original.balanced_accuracy",
                        "corrected.balanced_accuracy",
                        "helped",
                        "hurt",
                        "correction.accepted");
        assertThat(version.getValidation().get("original.balanced_accuracy")).isGreaterThan(0.4);
    }

    @Test
    void theSameSeedAndImagesGiveTheSameVersion() {
        assertThat(train(3).version().getVersion()).isEqualTo(trained.version().getVersion());
        assertThat(train(4).version().getVersion())
                .isNotEqualTo(trained.version().getVersion());
    }

    @Test
    void theTrainedVersionPassesTheInspectionAndADamagedOneDoesNot() {
        Map<String, byte[]> files = new HashMap<>();
        trained.files().forEach(file -> files.put(Artifacts.sha256(file), file));
        VersionInspection inspection = new VersionInspection(wanted -> files, ComputeDevice.CPU);
        assertThat(inspection.fault(trained.version())).isEmpty();
        ModelVersion wider =
                ModelVersion.newBuilder(trained.version()).setDimensions(17).build();
        assertThat(inspection.fault(wider))
                .hasValueSatisfying(fault -> assertThat(fault).contains("17"));
        byte[] encoder =
                files.get(trained.version().getEncoderFile().getSha256()).clone();
        encoder[9] ^= 1;
        files.put(trained.version().getEncoderFile().getSha256(), encoder);
        assertThat(inspection.fault(trained.version())).isPresent();
    }

    @Test
    void aDataSetWithoutPartsIsDividedByClassWithoutOverlap() {
        ImageDataset all = FashionMnistSubset.load().learning().slice(0, 2000);
        TrainingImages divided = TrainingImages.of(all, INPUT, 5);
        assertThat(divided.train().size()).isBetween(1280, 1300);
        assertThat(divided.correction().size()).isBetween(290, 310);
        assertThat(divided.heldOut().size()).isBetween(395, 410);
        Set<String> ids = new HashSet<>(ids(divided.train()));
        ids.addAll(ids(divided.correction()));
        ids.addAll(ids(divided.heldOut()));
        assertThat(ids).hasSize(2000);
        for (String name : all.classes()) {
            double share = (double) ofClass(divided.heldOut(), name) / ofClass(all, name);
            assertThat(share).as(name).isBetween(0.19, 0.21);
        }
        assertThat(ids(TrainingImages.of(all, INPUT, 5).train())).isEqualTo(ids(divided.train()));
        assertThat(ids(TrainingImages.of(all, INPUT, 6).train())).isNotEqualTo(ids(divided.train()));
    }

    @Test
    void theSplitForValidationIsHeldOutAndTheOneForTestingLeftAlone() {
        ImageDataset all = FashionMnistSubset.load().all();
        TrainingImages divided = TrainingImages.of(all, INPUT, 5);
        assertThat(ids(divided.heldOut()))
                .isEqualTo(ids(all.split(Split.VALIDATION).orElseThrow()));
        Set<String> train = new HashSet<>(ids(divided.train()));
        train.addAll(ids(divided.correction()));
        assertThat(train).isEqualTo(new HashSet<>(ids(all.split(Split.TRAIN).orElseThrow())));
    }

    @Test
    void tooFewImagesAreRefusedBeforeTrainingWithHowManyAreHeldOutAndNeeded() {
        ImageDataset few = FashionMnistSubset.load().learning().slice(0, 100);

        assertThatThrownBy(() -> TrainingImages.of(few, INPUT, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*: [0-9]+ of 100 images are held out to judge the version, but at least 32 are"
                        + " needed: give --dataset at least 160 labelled images, or a validation split of its own");
    }

    @Test
    void tooFewImagesForTheCorrectionAreRefusedBeforeTraining() {
        ImageDataset all = FashionMnistSubset.load().all();
        ImageDataset few = ImageDataset.ofSplits(
                "few",
                all.classes(),
                Map.of(
                        Split.TRAIN,
                        all.split(Split.TRAIN).orElseThrow().examples().subList(0, 16),
                        Split.VALIDATION,
                        all.split(Split.VALIDATION).orElseThrow().examples()));

        assertThatThrownBy(() -> TrainingImages.forCorrection(few, INPUT, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "few \\(train\\): [0-9]+ of 16 images are for the correction, but at least 20 are needed: add"
                                + " images for training to --dataset");
    }

    private static List<String> ids(ImageDataset dataset) {
        return dataset.examples().stream().map(Example::id).toList();
    }

    private static long ofClass(ImageDataset dataset, String name) {
        return dataset.examples().stream()
                .filter(example -> name.equals(example.label()))
                .count();
    }
}
