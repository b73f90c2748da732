package dev.pentimento.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Verdict;
import org.junit.jupiter.api.Test;

class HeldBackReasonTest {
    @Test
    void aDistanceJustAboveTheLimitDoesNotReadLikeTheLimit() {
        assertThat(ComparisonVerdicts.heldBack(Verdict.HELPS, 0.0503))
                .contains("differ by 5.1 %")
                .contains("needs 5.0 % at most");
    }
}
