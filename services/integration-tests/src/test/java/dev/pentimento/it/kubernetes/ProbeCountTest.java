package dev.pentimento.it.kubernetes;

import static dev.pentimento.it.kubernetes.ProbeCount.Verdict.AS_BEFORE;
import static dev.pentimento.it.kubernetes.ProbeCount.Verdict.FAILURE;
import static dev.pentimento.it.kubernetes.ProbeCount.Verdict.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeCountTest {
    @Test
    void onlyFailuresInARowCount() {
        assertThat(verdicts(new ProbeCount(1, 3), false, false, true, false, false, false, true))
                .containsExactly(AS_BEFORE, AS_BEFORE, SUCCESS, AS_BEFORE, AS_BEFORE, FAILURE, SUCCESS);
    }

    @Test
    void successesMayHaveToCountToo() {
        assertThat(verdicts(new ProbeCount(2, 1), true, false, true, true))
                .containsExactly(AS_BEFORE, FAILURE, AS_BEFORE, SUCCESS);
    }

    private static List<ProbeCount.Verdict> verdicts(ProbeCount count, Boolean... answers) {
        return Stream.of(answers).map(count::add).toList();
    }
}
