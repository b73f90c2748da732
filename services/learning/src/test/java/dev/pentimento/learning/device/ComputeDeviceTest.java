package dev.pentimento.learning.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeDeviceTest {

    @Test
    void autoTakesTheFirstGpuAndElseTheProcessor() {
        assertThat(ComputeDevice.all("auto", 2)).hasToString("[gpu:0]");
        assertThat(ComputeDevice.all("auto", 0)).containsExactly(ComputeDevice.CPU);
        assertThat(ComputeDevice.all("cpu", 2)).containsExactly(ComputeDevice.CPU);
        assertThat(ComputeDevice.all("gpu:1", 2)).hasToString("[gpu:1]");
    }

    @Test
    void aGpuThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> ComputeDevice.all("gpu:2", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting device is 'gpu:2'")
                .hasMessageContaining("sees 2 GPU(s)");
    }

    @Test
    void gpuTakesThemAll() {
        assertThat(ComputeDevice.all("gpu", 3)).hasToString("[gpu:0, gpu:1, gpu:2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "gpu:0"})
    void whereNoGpuIsSeenTheMessageSaysWhatToInstall(String setting) {
        assertThatThrownBy(() -> ComputeDevice.all(setting, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setting device is '" + setting + "', but the engine sees no GPU")
                .hasMessageContaining("install NVIDIA's driver and the CUDA build of PyTorch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpus", "gpu:", "gpu:-1", "GPU:0", "cuda", "gpu:99999999999"})
    void anUnknownDeviceIsNamedWithWhatIsAllowed(String setting) {
        assertThatThrownBy(() -> ComputeDevice.all(setting, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + setting + "'")
                .hasMessageContaining("auto, cpu, gpu and gpu:N");
    }

    @Test
    void theEngineStartsAndSaysWhatItSees() {
        assertThat(ComputeDevice.select("auto").isGpu())
                .isEqualTo(!TorchEngine.gpus().isEmpty());
    }
}
