package dev.pentimento.cli.produce;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.options.DurationConverter;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.events.Label;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.time.MonotonicClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento produce}. */
@Command(name = "produce", description = "Sends the images of a data set to Kafka and, with --labels, their labels.")
public final class ProduceCommand extends ConnectedCommand implements Callable<Integer> {
    @Mixin
    private final DatasetOptions datasetOptions = new DatasetOptions();

    @Option(names = "--labels", description = "Send the labels too, if the data set has any.")
    private boolean labels;

    @Option(
            names = "--labels-only",
            description =
                    "Send only labels: of a CSV file with the columns id and label, of Label Studio's JSON export, or"
                            + " of a data set.")
    private boolean labelsOnly;

    @Option(
            names = "--label-delay",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Time from an image to its label, such as 500ms, 10s or 2m. Needs --labels.")
    private @Nullable Duration labelDelay;

    @Option(names = "--rate", paramLabel = "N", description = "Images per second. Default: 0, as fast as possible.")
    private double rate;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Scanner, camera or site of the images. Default: the source given by the data set.")
    private @Nullable String source;

    @Override
    public Integer call() throws InterruptedException {
        if (labelsOnly) {
            return sendLabels();
        }
        ProducePlan plan = plan();
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            connection.partitions(Topic.IMAGES);
            try (EventSender sender = new EventSender(connection, terminal::note)) {
                InstantSource clock = new MonotonicClock();
                Progress progress = new Progress(terminal, "images", clock);
                ProduceRun run = new ProduceRun(
                        sender,
                        progress,
                        clock,
                        stop::await,
                        connection.settings().topics().maxValueBytes());
                run.run(plan);
                sender.flush();
                return summarise(plan, sender, run);
            }
        }
    }

    private int sendLabels() {
        if (labels || labelDelay != null || rate != 0 || source != null) {
            throw new UsageException(
                    "--labels-only cannot be combined with --labels, --label-delay, --rate or --source");
        }
        List<Label> list = labels();
        if (list.isEmpty()) {
            throw new IllegalArgumentException(datasetOptions.name() + " has no labels to send");
        }
        try (Connection connection = connectionOptions.connect()) {
            connection.partitions(Topic.LABELS);
            try (EventSender sender = new EventSender(connection, terminal::note)) {
                list.forEach(label -> sender.send(Topic.LABELS, label.getImageId(), label));
                sender.flush();
                terminal.note(String.format(Locale.ROOT, "sent %d labels", sender.sent(Topic.LABELS)));
                return sender.failed() > 0 ? 1 : 0;
            }
        }
    }

    private List<Label> labels() {
        Optional<List<Label>> listed =
                datasetOptions.isWhole() ? LabelList.read(datasetOptions.name(), terminal::note) : Optional.empty();
        return listed.orElseGet(() -> LabelList.of(datasetOptions.examples(terminal::note)));
    }

    private ProducePlan plan() {
        if (rate < 0 || Double.isNaN(rate)) {
            throw new UsageException("--rate must not be negative: " + rate);
        }
        if (labelDelay != null && !labels) {
            throw new UsageException("--label-delay needs --labels");
        }
        List<Example> examples = datasetOptions.examples(terminal::note);
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(datasetOptions.name() + " has no images to send");
        }
        Optional<Duration> delay =
                labels ? Optional.of(labelDelay == null ? Duration.ZERO : labelDelay) : Optional.empty();
        return new ProducePlan(examples, rate, delay, Optional.ofNullable(source));
    }

    private int summarise(ProducePlan plan, EventSender sender, ProduceRun run) {
        terminal.note(String.format(
                Locale.ROOT,
                "sent %d images and %d labels in %.1f s",
                sender.sent(Topic.IMAGES),
                sender.sent(Topic.LABELS),
                run.elapsed().toMillis() / 1000.0));
        if (sender.failed() > 0) {
            terminal.note(sender.failed() + " of " + sender.attempted() + " records were not sent");
        }
        if (run.stopped()) {
            terminal.note("stopped before the end of the " + plan.examples().size() + " images");
        }
        return sender.failed() > 0 || run.stopped() ? 1 : 0;
    }
}
