package dev.pentimento.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.cli.stack.DataDirectory;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.stack.StackOptions;
import dev.pentimento.cli.stack.StackPorts;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento demo}. */
@Command(
        name = "demo",
        description = {
            "Runs the whole system in one process on real images: it trains, streams, introduces drift, trains a"
                    + " correction from late labels, evaluates it in shadow and promotes it.",
            "Exit code 0 if every image was predicted exactly once."
        })
public final class DemoCommand extends TerminalCommand implements Callable<Integer> {
    private static final double WATCHABLE_RATE = 150;
    private static final double CLEAN_SHARE = 0.3;

    @Option(names = "--headless", description = "Print only the closing summary.")
    private boolean headless;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the final figures to FILE, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--drift",
            defaultValue = "mixed",
            paramLabel = "KIND",
            description = "Kind of drift: none, blur, noise, contrast, rotation or mixed. Default: ${DEFAULT-VALUE}.")
    private String drift = "mixed";

    @Option(
            names = "--drift-after",
            paramLabel = "N",
            description = "Number of images before the drift begins. Default: 30 % of all images.")
    private @Nullable Integer driftAfter;

    @Option(
            names = "--images",
            defaultValue = "8000",
            paramLabel = "N",
            description = "Number of images. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Images per second; 0 means as fast as possible. Default: 150, or 0 with --headless.")
    private @Nullable Double rate;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed for training, image order, drift and labels. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep the data in DIR, which must be new or empty. Default: delete the data at the end.")
    private @Nullable Path dataDirectory;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Override
    public Integer call() throws Exception {
        DemoOptions options = options();
        LogSettings.expectBrokerToComeAndGo();
        LogSettings.tellOnlyProblems();
        Settings settings = DemoSettings.over(Settings.load(null, System.getenv()));
        Thread demo = Thread.currentThread();
        try (StopSignal stop = StopSignal.listen();
                LocalStack stack = LocalStack.start(data(), stackOptions.ports(StackPorts.FREE), settings)) {
            stop.onRequest(demo::interrupt);
            if (!headless) {
                stackOptions.openPage(stack, terminal);
            }
            DemoReport figures = new Demo(stack, options, terminal, headless).run();
            new ClosingSummary(figures, terminal.out()).print();
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
        return new DemoOptions(images, wanted, drift, after, seed);
    }

    private DataDirectory data() throws IOException {
        if (dataDirectory == null) {
            return DataDirectory.ephemeral();
        }
        if (Files.exists(dataDirectory)) {
            try (var content = Files.list(dataDirectory)) {
                if (content.findAny().isPresent()) {
                    throw new UsageException("--data-dir must be new or empty for a demo: " + dataDirectory);
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
