package dev.pentimento.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TrialTest {
    private final AtomicInteger trials = new AtomicInteger();
    private final Trial working = new Trial("version v1", trials::incrementAndGet);
    private final Trial broken = new Trial("version v1", () -> {
        throw new IllegalStateException("engine\nstack");
    });

    @Test
    void recordsAreAtFaultIfTheNetworksStillTakeTheKnownInput() {
        assertThatCode(() -> working.requireFaultOfRecords(new RuntimeException("all white")))
                .doesNotThrowAnyException();
        assertThat(trials).hasValue(1);
    }

    @Test
    void theMachineIsAtFaultIfTheyDoNot() {
        assertThatThrownBy(() -> broken.requireFaultOfRecords(new RuntimeException("all white")))
                .isInstanceOf(MachineFaultException.class)
                .hasMessage("version v1 now fails on an input that it accepted when it was loaded: engine."
                        + " Another instance takes over; check this machine if it happens again");
    }

    @Test
    void aFailureThatSaysWhoseFaultItIsNeedsNoTrial() {
        assertThatThrownBy(() -> working.requireFaultOfRecords(new RuntimeException("CUDA error: no device")))
                .isInstanceOf(MachineFaultException.class);
        TimeoutException away = new TimeoutException("no answer");
        assertThatThrownBy(() -> working.requireFaultOfRecords(away)).isSameAs(away);
        assertThat(trials).hasValue(0);
    }
}
