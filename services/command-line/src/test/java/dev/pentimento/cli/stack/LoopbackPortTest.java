package dev.pentimento.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopbackPortTest {
    /** Far more draws than the system has ephemeral ports, so that every port comes up. */
    private static final int DRAWS = 100_000;

    @Test
    void theUsedPortIsNeverReturned() {
        int used = LoopbackPort.free();
        for (int draw = 0; draw < DRAWS; draw++) {
            assertThat(LoopbackPort.freeBut(used)).isNotEqualTo(used);
        }
    }
}
