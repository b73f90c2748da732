package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VersionsTest {
    @Test
    void theSameFilesAndClassesAreTheSameVersionWhateverElseIsTold() {
        ModelVersion one = ModelVersions.with(new byte[] {1, 2}).build();
        ModelVersion sameLater = ModelVersions.with(new byte[] {1, 2})
                .setCreatedAt(Instant.ofEpochSecond(9))
                .setTrainedSeconds(5)
                .build();
        ModelVersion other = ModelVersions.with(new byte[] {1, 3}).build();

        assertThat(VersionIds.of(one)).hasSize(12).isEqualTo(VersionIds.of(sameLater));
        assertThat(VersionIds.of(other)).isNotEqualTo(VersionIds.of(one));
    }

    /** The id was computed by release 1.0, whose input shape had no such fields. */
    @Test
    void aVersionThatReadsImagesAsFormerReleasesDoHasTheIdThatTheyGaveIt() {
        ModelVersion former = ModelVersions.with(new byte[] {1, 2}).build();
        ModelVersion upright = ModelVersions.with(new byte[] {1, 2})
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .setUpright(true)
                        .build())
                .build();
        ModelVersion narrow = ModelVersions.with(new byte[] {1, 2})
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .setWhite(4_095)
                        .build())
                .build();

        assertThat(VersionIds.of(former)).isEqualTo("b5b9dec21637");
        assertThat(Stream.of(former, upright, narrow).map(VersionIds::of)).doesNotHaveDuplicates();
    }

    /** What decides a prediction decides the id. */
    @Test
    void everySettingOfAnInputIsPartOfTheId() {
        InputShape plain = ModelVersions.with(new byte[] {1, 2}).getInput();
        Stream<InputShape.Builder> others = Stream.of(
                InputShape.newBuilder(plain).setResize("LETTERBOX"),
                InputShape.newBuilder(plain).setResizedHeight(9),
                InputShape.newBuilder(plain).setResizedWidth(9),
                InputShape.newBuilder(plain).setInterpolation("NEAREST"),
                InputShape.newBuilder(plain).setFill(9),
                InputShape.newBuilder(plain).setRounded(true),
                InputShape.newBuilder(plain).setBgr(true),
                InputShape.newBuilder(plain).setLowest(-1),
                InputShape.newBuilder(plain).setHighest(255));
        List<InputShape> inputs = Stream.concat(Stream.of(plain), others.map(InputShape.Builder::build))
                .toList();

        assertThat(inputs)
                .extracting(input -> VersionIds.of(
                        ModelVersions.with(new byte[] {1, 2}).setInput(input).build()))
                .doesNotHaveDuplicates();
        assertThat(inputs)
                .extracting(input -> VersionIds.encoder(
                        ModelVersions.with(new byte[] {1, 2}).setInput(input).build()))
                .as("versions with one encoder's file share embeddings only if they prepare images in the same way")
                .doesNotHaveDuplicates();
        ModelVersion former = ModelVersions.with(new byte[] {1, 2}).build();
        assertThat(VersionIds.encoder(former)).isEqualTo(former.getEncoderFile().getSha256());
    }

    @Test
    void theNewerChampionAnswersWhileAChangeIsHalfWritten() {
        Versions versions = Versions.NONE
                .with(version("new", Stage.CHAMPION, 20))
                .with(version("old", Stage.CHAMPION, 10))
                .with(version("shadow", Stage.CANDIDATE, 5));

        assertThat(versions.champion()).map(ModelVersion::getVersion).contains("new");
        assertThat(versions.candidates()).extracting(ModelVersion::getVersion).containsExactly("shadow");
        assertThat(versions.without("new").champion())
                .map(ModelVersion::getVersion)
                .contains("old");
    }

    private static ModelVersion version(String id, Stage stage, long seconds) {
        return ModelVersions.with(new byte[] {1})
                .setVersion(id)
                .setStage(stage)
                .setStageChangedAt(Instant.ofEpochSecond(seconds))
                .build();
    }
}
