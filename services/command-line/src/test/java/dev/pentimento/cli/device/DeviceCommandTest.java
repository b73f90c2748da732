package dev.pentimento.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.cli.CommandRun;
import dev.pentimento.cli.device.DeviceReport.Tried;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.TorchEngine;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeviceCommandTest {
    @Test
    void theProcessorIsTriedAndMeasured() throws IOException {
        CommandRun run = CommandRun.of("device", "--device", "cpu", "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.path("engine").asText()).startsWith("PyTorch ").contains("build, DJL ");
        assertThat(report.path("gpus").size()).isEqualTo(TorchEngine.gpus().size());
        JsonNode tried = report.path("tried").path(0);
        assertThat(tried.path("device").asText()).isEqualTo("cpu");
        assertThat(tried.path("largestDifference").doubleValue()).isLessThan(2e-5);
        assertThat(tried.path("benchmark").findValuesAsText("input"))
                .containsExactly("1x28x28", "1x28x28", "1x28x28", "1x28x28", "3x224x224", "3x224x224", "3x224x224");
        assertThat(tried.path("benchmark"))
                .allSatisfy(speed ->
                        assertThat(speed.path("imagesPerSecond").doubleValue()).isPositive());
    }

    @Test
    void aGpuThatIsNotThereIsAFailureThatSaysWhatToInstall() {
        assumeTrue(TorchEngine.gpus().isEmpty(), "NOT PROVEN HERE: this machine has a GPU");

        CommandRun run = CommandRun.of("device", "--device", "gpu");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "pentimento: setting device is 'gpu', but the engine sees no GPU; install NVIDIA's driver and"
                                + " the CUDA build of PyTorch (docs/how-to/use-gpus.md), or set device to auto or cpu\n");
    }

    @Test
    void anUnknownDeviceIsNamed() {
        CommandRun run = CommandRun.of("device", "--device", "tpu");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("pentimento: --device is 'tpu' but must be auto, cpu, gpu or gpu:N (default: auto)");
    }

    /** The engine refuses a GPU that it does not have in its own words. */
    @Test
    void aDeviceThatFailsIsASentence() {
        assumeTrue(TorchEngine.gpus().isEmpty(), "NOT PROVEN HERE: this machine has a GPU");

        Tried tried = Tried.on(new ComputeDevice(0), Precision.FLOAT32, Duration.ZERO);

        assertThat(tried.failure()).startsWith("gpu:0 fails: ").doesNotContain("\n");
        assertThat(tried.benchmark()).isEmpty();
    }
}
