package dev.pentimento.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.trainer.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidateRulesTest {
    private final ModelVersion champion = Fixtures.version("v1", Stage.CHAMPION, 0);

    @Test
    void oneEncoderFileDoesNotServeTwoWaysOfPreparingImages() {
        assertThat(CandidateRules.mixture(withMean("v2", 0.5f), List.of(champion)))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith(
                                "version v1 (CHAMPION) has the same encoder file, but prepares images in another way")
                        .endsWith("Import or train it again: the command then tells their embeddings apart"));
    }

    @Test
    void aVersionThatPreparesImagesInAnotherWayGetsEmbeddingsOfItsOwn() {
        ModelVersion other = withMean("v2", 0.5f);

        ModelVersion apart = CandidateRules.apart(other, List.of(champion));

        assertThat(CandidateRules.mixture(apart, List.of(champion))).isEmpty();
        assertThat(apart.getEncoderFile()).isEqualTo(champion.getEncoderFile());
        assertThat(apart.getVersion()).isEqualTo(VersionIds.of(apart)).isNotEqualTo(VersionIds.of(other));
        // A third way is told apart from both, and the same way twice is the same version.
        ModelVersion third = CandidateRules.apart(withMean("v3", 0.25f), List.of(champion, apart));
        assertThat(CandidateRules.mixture(third, List.of(champion, apart))).isEmpty();
        assertThat(CandidateRules.apart(other, List.of(champion, apart))).isEqualTo(apart);
        assertThat(CandidateRules.apart(other, List.of())).isSameAs(other);
    }

    @Test
    void theSamePreparationAndRejectedVersionsAreNoObstacle() {
        ModelVersion rejected = Fixtures.version("v0", Stage.REJECTED, 0);
        assertThat(CandidateRules.mixture(withMean("v2", 0), List.of(champion))).isEmpty();
        assertThat(CandidateRules.mixture(withMean("v2", 0.5f), List.of(rejected)))
                .isEmpty();
    }

    private static ModelVersion withMean(String id, float mean) {
        ModelVersion version = Fixtures.version(id, Stage.CANDIDATE, 1);
        InputShape input =
                InputShape.newBuilder(version.getInput()).setMean(List.of(mean)).build();
        return ModelVersion.newBuilder(version).setInput(input).build();
    }
}
