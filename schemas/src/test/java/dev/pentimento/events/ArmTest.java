package dev.pentimento.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArmTest {
    @Test
    void armsAreWrittenAsTheContractsNameThem() {
        assertThat(Arm.values()).extracting(Arm::text).containsExactly("original", "corrected", "candidate");
        assertThat(Arm.CORRECTED.is("corrected")).isTrue();
        assertThat(Arm.CORRECTED.is("original")).isFalse();
    }
}
