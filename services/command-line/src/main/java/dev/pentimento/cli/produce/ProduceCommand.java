package dev.pentimento.cli.produce;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.options.DurationConverter;
import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento produce}. */
@Command(name = "produce", description = "Send the images of a data set to Kafka, and their labels if wanted.")
public final class ProduceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final DatasetOptions datasetOptions = new DatasetOptions();

    @Option(names = "--labels", description = "Send the labels too, where the data set has them.")
    private boolean labels;

    @Option(
            names = "--label-delay",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long after its image a label is sent, such as 500ms, 10s or 2m; with --labels.")
    private @Nullable Duration labelDelay;

    @Option(names = "--rate", paramLabel = "N", description = "Images per second; 0, the default: as fast as it goes.")
    private double rate;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Scanner, camera or site that the images come from, instead of what the data set says.")
    private @Nullable String source;

    ProduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = plan();
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            connection.partitions(Topic.IMAGES);
            try (Outbox outbox = new Outbox(connection, terminal::note)) {
                InstantSource clock = InstantSource.system();
                Progress progress = new Progress(terminal, "images", clock);
                Production production = new Production(outbox, progress, clock, stop::await);
                production.run(plan);
                outbox.flush();
                return summarise(plan, outbox, production);
            }
        }
    }

    private Plan plan() {
        if (rate < 0 || Double.isNaN(rate)) {
            throw new ParameterException(spec.commandLine(), "--rate must not be negative: " + rate);
        }
        if (labelDelay != null && !labels) {
            throw new ParameterException(spec.commandLine(), "--label-delay needs --labels");
        }
        List<Example> examples = datasetOptions.examples(spec.commandLine());
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(datasetOptions.name() + " has no image to send");
        }
        Optional<Duration> delay =
                labels ? Optional.of(labelDelay == null ? Duration.ZERO : labelDelay) : Optional.empty();
        return new Plan(examples, rate, delay, Optional.ofNullable(source));
    }

    private int summarise(Plan plan, Outbox outbox, Production production) {
        terminal.note(String.format(
                Locale.ROOT,
                "sent %d images and %d labels in %.1f s",
                outbox.sent(Topic.IMAGES),
                outbox.sent(Topic.LABELS),
                production.elapsed().toMillis() / 1000.0));
        if (outbox.failed() > 0) {
            terminal.note(outbox.failed() + " of " + outbox.attempted() + " records were not sent");
        }
        if (production.stopped()) {
            terminal.note("stopped before the end: " + plan.examples().size() + " images were meant to be sent");
        }
        return outbox.failed() > 0 || production.stopped() ? 1 : 0;
    }
}
