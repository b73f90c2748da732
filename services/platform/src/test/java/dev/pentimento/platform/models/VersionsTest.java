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
                .setInput(new InputShape(1, 28, 28, List.of(0f), List.of(1f), true, 0, 65_535))
                .build();
        ModelVersion narrow = ModelVersions.with(new byte[] {1, 2})
                .setInput(new InputShape(1, 28, 28, List.of(0f), List.of(1f), false, 0, 4_095))
                .build();

        assertThat(VersionIds.of(former)).isEqualTo("b5b9dec21637");
        assertThat(Stream.of(former, upright, narrow).map(VersionIds::of)).doesNotHaveDuplicates();
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
