package dev.pentimento.trainer.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
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
                        .endsWith("or export the encoder again, so that its file differs"));
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
