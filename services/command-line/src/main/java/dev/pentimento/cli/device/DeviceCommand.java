package dev.pentimento.cli.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pentimento.cli.device.DeviceReport.Seen;
import dev.pentimento.cli.device.DeviceReport.Tried;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Gpu;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pentimento device}. */
@Command(
        name = "device",
        description = {
            "Shows the devices that PyTorch sees, tries one with a small network, and measures how many images per second"
                    + " the default encoder embeds on it.",
            "Exit code 1 if that device is not there, fails or computes wrongly."
        })
public final class DeviceCommand extends TerminalCommand implements Callable<Integer> {
    private static final Duration TIME = Duration.ofMillis(500);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:PENTIMENTO_CONFIG}",
            description = "Properties file with settings; PENTIMENTO_* environment variables win over it.")
    private @Nullable Path config;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, gpu or gpu:N; gpu tries each one. Without it, the setting device.")
    private @Nullable String device;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PlatformSettings settings = settings();
        TorchEngine.start(settings.engineThreads());
        List<Gpu> gpus = TorchEngine.gpus();
        List<ComputeDevice> wished = ComputeDevice.all(settings.device(), gpus.size());
        Precision precision = Precision.of(settings.inferencePrecision());
        DeviceReport report = new DeviceReport(
                TorchEngine.description(),
                TorchEngine.libraryFolder(),
                gpus.stream().map(Seen::of).toList(),
                wished.stream().map(each -> Tried.on(each, precision, TIME)).toList());
        if (json) {
            terminal.out()
                    .println(new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(report));
        } else {
            print(report, gpus);
        }
        terminal.out().flush();
        List<String> failures = report.tried().stream()
                .map(Tried::failure)
                .filter(failure -> failure != null)
                .toList();
        failures.forEach(failure -> terminal.err().println("pentimento: " + failure));
        terminal.err().flush();
        return failures.isEmpty() ? 0 : 1;
    }

    private PlatformSettings settings() {
        Settings settings = Settings.load(config, System.getenv());
        PlatformSettings configured = PlatformSettings.from(settings);
        if (device == null) {
            return configured;
        }
        try {
            return PlatformSettings.from(settings.with(Map.of("device", device)));
        } catch (SettingsException e) {
            throw new UsageException("--" + e.getMessage(), e);
        }
    }

    private void print(DeviceReport report, List<Gpu> gpus) {
        PrintWriter out = terminal.out();
        out.println("engine   " + report.engine());
        out.println("library  " + report.library());
        out.println("GPUs     "
                + (gpus.isEmpty() ? "none" : gpus.stream().map(Gpu::toString).collect(Collectors.joining(", "))));
        for (Tried tried : report.tried()) {
            if (tried.failure() == null) {
                out.printf(
                        Locale.ROOT,
                        "%n%s computes what it should: the largest difference is %.1e%n",
                        tried.device(),
                        tried.largestDifference());
                out.printf(Locale.ROOT, "%ndefault encoder, %s%n", tried.precision());
                out.printf(Locale.ROOT, "%-12s%6s%14s%n", "images", "batch", "images/s");
                tried.benchmark()
                        .forEach(speed -> out.printf(
                                Locale.ROOT,
                                "%-12s%6d%,14.0f%n",
                                speed.input(),
                                speed.batch(),
                                speed.imagesPerSecond()));
            }
        }
    }
}
