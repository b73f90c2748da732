package dev.pentimento.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pentimento.cli.process.Desktop;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.stack.StackPorts;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento demo}. */
@Command(
        name = "demo",
        description = {
            "Runs the whole system in one process on real images: trains, streams, lets a drift set in, learns a"
                    + " correction from late labels, judges it in shadow and promotes it.",
            "Exit code 0: every image was predicted exactly once."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final double WATCHABLE_RATE = 150;
    private static final double CLEAN_SHARE = 0.3;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--headless", description = "Print only the closing summary.")
    private boolean headless;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the closing figures to FILE, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--drift",
            defaultValue = "mixed",
            paramLabel = "KIND",
            description = "none, blur, noise, contrast, rotation or mixed. Default: ${DEFAULT-VALUE}.")
    private String drift = "mixed";

    @Option(
            names = "--drift-after",
            paramLabel = "N",
            description = "Images before the drift sets in. Default: 3 of 10.")
    private @Nullable Integer driftAfter;

    @Option(names = "--images", defaultValue = "8000", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images per second; 0: as fast as it goes. Default: 150 to look at, 0 with --headless.")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Of training, order of the images, drift and labels. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep the broker's data in DIR, which must be new or empty. Default: nothing is kept.")
    private @Nullable Path dataDirectory;

    @Option(names = "--kafka-port", defaultValue = "0", description = "Port of the broker; 0 (default): a free one.")
    private int kafkaPort;

    @Option(names = "--registry-port", defaultValue = "0", description = "Port of the schema registry, likewise.")
    private int registryPort;

    @Option(names = "--http-port", defaultValue = "0", description = "Port of health and metrics, likewise.")
    private int httpPort;

    @Option(names = "--no-open", description = "Do not open the live page in the desktop's browser.")
    private boolean noOpen;

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        DemoOptions options = options();
        LogSettings.expectBrokerToComeAndGo();
        LogSettings.tellOnlyProblems();
        Settings settings = DemoSettings.over(Settings.load(null, System.getenv()));
        StackPorts ports = new StackPorts(kafkaPort, registryPort, httpPort);
        Thread demo = Thread.currentThread();
        try (StopSignal stop = StopSignal.listen();
                LocalStack stack = LocalStack.start(data(), ports, settings)) {
            stop.onRequest(demo::interrupt);
            if (!headless && !noOpen) {
                Desktop.ofThisProcess(terminal).open(stack.httpUrl());
            }
            DemoReport figures = new Demo(stack, options, terminal, headless).run();
            new Summary(figures, terminal.out()).print();
            if (report != null) {
                write(figures, report);
            }
            return figures.images() == figures.predictions() && figures.duplicates() == 0 && figures.missing() == 0
                    ? 0
                    : 1;
        }
    }

    private DemoOptions options() {
        int after = driftAfter == null ? (int) (images * CLEAN_SHARE) : driftAfter;
        double wanted = rate == null ? (headless ? 0 : WATCHABLE_RATE) : rate;
        try {
            return new DemoOptions(images, wanted, drift, after, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private DataDirectory data() throws IOException {
        if (dataDirectory == null) {
            return DataDirectory.ephemeral();
        }
        if (Files.exists(dataDirectory)) {
            try (var content = Files.list(dataDirectory)) {
                if (content.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(), "--data-dir must be new or empty for a demo: " + dataDirectory);
                }
            }
        }
        return DataDirectory.at(dataDirectory);
    }

    private static void write(DemoReport figures, Path file) throws IOException {
        Files.write(
                file,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(figures));
    }
}
