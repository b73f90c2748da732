package dev.pentimento.learning.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.image.ImageShape;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SmokeTestTest {
    @Test
    void theProcessorComputesWhatPlainPyTorchDoes() {
        SmokeTest result = SmokeTest.on(ComputeDevice.CPU);

        assertThat(result.largestDifference()).isPositive().isLessThan(2e-5);
        assertThat(result.passed()).isTrue();
        assertThat(new SmokeTest(3e-5, 2e-5).passed()).isFalse();
        assertThat(new SmokeTest(Double.NaN, 2e-5).passed()).isFalse();
    }

    @Test
    void eachSizeOfABatchIsMeasured() {
        assertThat(EncoderBenchmark.measure(
                        ImageShape.plain(1, 28, 28), ComputeDevice.CPU, Precision.FLOAT32, Duration.ZERO))
                .extracting(EncoderBenchmark.Result::batch)
                .containsExactly(1, 16, 64, 256);
        assertThat(EncoderBenchmark.measure(
                        ImageShape.plain(1, 28, 28), ComputeDevice.CPU, Precision.FLOAT32, Duration.ZERO))
                .allSatisfy(result -> assertThat(result.imagesPerSecond()).isPositive());
    }
}
