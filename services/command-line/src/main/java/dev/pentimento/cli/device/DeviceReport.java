package dev.pentimento.cli.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pentimento.learning.benchmark.EncoderBenchmark;
import dev.pentimento.learning.benchmark.SmokeTest;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.serving.faults.MachineFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine sees, and what became of the devices that were tried; its JSON is printed as it is.
 *
 * @param engine with its versions
 * @param library folder of the native library
 */
record DeviceReport(String engine, String library, List<Seen> gpus, List<Tried> tried) {
    private static final List<ImageShape> INPUTS = List.of(ImageShape.plain(1, 28, 28), ImageShape.plain(3, 224, 224));

    /** A GPU; what its driver does not say is null. */
    record Seen(
            String device, @Nullable String name, @Nullable Long memoryBytes) {
        static Seen of(Gpu gpu) {
            return new Seen(
                    gpu.device().toString(),
                    gpu.name().orElse(null),
                    gpu.memoryBytes().isPresent() ? gpu.memoryBytes().getAsLong() : null);
        }
    }

    /**
     * A device that was tried.
     *
     * @param failure why it failed, as a sentence; null if it passed
     * @param largestDifference from the golden figures; null if there are no figures
     * @param precision of the benchmark
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tried(
            String device,
            @Nullable String failure,
            @Nullable Double largestDifference,
            String precision,
            List<Speed> benchmark) {

        /** Runs the smoke test, and the benchmark if that passed. */
        static Tried on(ComputeDevice device, Precision precision, Duration time) {
            List<Speed> speeds = new ArrayList<>();
            Double difference = null;
            String failure = null;
            try {
                SmokeTest test = SmokeTest.on(device);
                difference = test.largestDifference();
                if (test.passed()) {
                    for (ImageShape input : INPUTS) {
                        EncoderBenchmark.measure(input, device, precision, time)
                                .forEach(result -> speeds.add(Speed.of(input, result)));
                    }
                } else {
                    failure = device + " computes wrongly: the smoke test is off by " + difference + ", where "
                            + test.allowed() + " is allowed. Check the device and the library of PyTorch";
                }
            } catch (RuntimeException e) {
                failure = String.valueOf(
                        MachineFaultException.of(device + " fails", e).getMessage());
            }
            return new Tried(device.toString(), failure, difference, precision.toString(), speeds);
        }
    }

    /** @param input channels, height and width */
    record Speed(String input, int batch, double imagesPerSecond) {
        static Speed of(ImageShape input, EncoderBenchmark.Result result) {
            return new Speed(
                    input.channels() + "x" + input.height() + "x" + input.width(),
                    result.batch(),
                    Math.round(10 * result.imagesPerSecond()) / 10.0);
        }
    }
}
