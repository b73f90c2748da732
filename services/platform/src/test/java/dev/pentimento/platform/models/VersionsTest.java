package dev.pentimento.platform.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Instant;
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
