package dev.pentimento.learning.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {

    @Test
    void autoTakesTheFirstGpuAndElseTheProcessor() {
        assertThat(ComputeDevice.select("auto", 2)).hasToString("gpu:0");
        assertThat(ComputeDevice.select("auto", 0)).isEqualTo(ComputeDevice.CPU);
        assertThat(ComputeDevice.select("cpu", 2)).isEqualTo(ComputeDevice.CPU);
        assertThat(ComputeDevice.select("gpu:1", 2)).hasToString("gpu:1");
    }

    @Test
    void aGpuThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> ComputeDevice.select("gpu:2", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting device is 'gpu:2'")
                .hasMessageContaining("sees 2 GPU(s)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "gpu:", "gpu:-1", "GPU:0", "cuda", "gpu:99999999999"})
    void anUnknownDeviceIsNamedWithWhatIsAllowed(String setting) {
        assertThatThrownBy(() -> ComputeDevice.select(setting, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + setting + "'")
                .hasMessageContaining("auto, cpu and gpu:N");
    }

    @Test
    void theEngineStartsAndSaysWhatItSees() {
        assertThat(ComputeDevice.select("auto").isGpu()).isEqualTo(TorchEngine.gpus() > 0);
    }
}
